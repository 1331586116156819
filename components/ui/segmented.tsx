'use client'

import * as Radix from 'radix-ui/toggle-group'
import type { ReactNode } from 'react'
import { cn } from './cn'

type SegmentedProps<V extends string> = {
  label: string
  value: V
  options: readonly { value: V; label: ReactNode; title?: string }[]
  onChange: (value: V) => void
  className?: string
}

/** A few exclusive choices side by side. `title` names a choice whose label is an icon. */
export function Segmented<V extends string>({ label, value, options, onChange, className }: SegmentedProps<V>) {
  return (
    <Radix.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => next && onChange(next as V)}
      className={cn('inline-flex h-8 items-center rounded-md border bg-muted p-0.5', className)}
    >
      {options.map((option) => (
        <Radix.Item
          key={option.value}
          value={option.value}
          aria-label={option.title}
          title={option.title}
          className="inline-flex h-full min-w-8 items-center justify-center rounded px-2 font-medium text-muted-foreground text-xs transition-colors hover:text-foreground data-[state=on]:bg-card data-[state=on]:text-foreground data-[state=on]:shadow-card [&_svg]:size-3.5"
        >
          {option.label}
        </Radix.Item>
      ))}
    </Radix.Root>
  )
}
