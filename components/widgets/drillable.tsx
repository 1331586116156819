import type { ComponentProps, ReactNode } from 'react'
import type { PickPart } from '@/components/charts/pickable'
import { cn } from '@/components/ui/cn'

type DrillableProps = Omit<ComponentProps<'button'>, 'name' | 'value' | 'type' | 'onClick'> & {
  /** What it is, in words. */
  name: string
  /** What of it is picked, where that is something else. */
  value?: string
  onPick: PickPart | undefined
  children: ReactNode
}

/** Something of a widget that can be looked behind, as a button; plain text where nothing lies behind. */
export function Drillable({ name, value = name, onPick, className, children, ...props }: DrillableProps) {
  if (!onPick) return <span className="truncate">{children}</span>
  return (
    <button
      type="button"
      aria-label={`More about ${name}`}
      className={cn('min-w-0 max-w-full cursor-pointer truncate rounded text-left', className)}
      onClick={({ clientX, clientY, currentTarget }) => {
        const { left, top, width, height } = currentTarget.getBoundingClientRect()
        const isPointer = clientX > 0 || clientY > 0
        onPick(value, isPointer ? { x: clientX, y: clientY } : { x: left + width / 2, y: top + height / 2 })
      }}
      {...props}
    >
      {children}
    </button>
  )
}
