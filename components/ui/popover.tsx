'use client'

import { Slot } from 'radix-ui/slot'
import { type ComponentProps, createContext, type ReactNode, Suspense, useContext } from 'react'
import { type Opening, onDemand, useOpening } from './on-demand'
import type { Content } from './popover-content'

const { ask, near, part } = onDemand(() => import('./popover-content'))

const OpeningContext = createContext<Opening | null>(null)

const usePopover = () => useContext(OpeningContext)!

type PopoverProps = { open?: boolean; onOpenChange?: (open: boolean) => void; children: ReactNode }

/** A panel at its button; what holds it there comes once pointer or focus is on the button. */
export function Popover({ children, ...props }: PopoverProps) {
  return <OpeningContext value={useOpening(ask, props)}>{children}</OpeningContext>
}

export function PopoverTrigger({ asChild, ...props }: ComponentProps<'button'> & { asChild?: boolean }) {
  const { isOpen, setOpen, button } = usePopover()
  const own = {
    ...props,
    ref: button as never,
    'aria-haspopup': 'dialog',
    'aria-expanded': isOpen,
    'data-state': isOpen ? 'open' : 'closed',
    onPointerEnter: near,
    onFocus: near,
    onClick: () => setOpen(!isOpen),
  } as const
  return asChild ? <Slot {...own} /> : <button type="button" {...own} />
}

const Inside = part((parts) => parts.Content)

export function PopoverContent(props: Omit<ComponentProps<typeof Content>, 'opening'>) {
  const opening = usePopover()
  if (!opening.isOpen) return null
  return (
    <Suspense>
      <Inside {...props} opening={opening} />
    </Suspense>
  )
}
