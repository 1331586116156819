'use client'

import { Check, ChevronDown } from 'lucide-react'
import * as Radix from 'radix-ui/select'
import type { ReactNode } from 'react'
import { cn } from './cn'

export type SelectOption<V extends string> = { value: V; label: string; hint?: string }

type SelectProps<V extends string> = {
  label: string
  value: V
  options: readonly SelectOption<V>[]
  onChange: (value: V) => void
  prefix?: ReactNode
  id?: string
  disabled?: boolean
  className?: string
}

/** One choice of several. `label` names it for screen readers; `prefix` stands before the chosen value. */
export function Select<V extends string>(props: SelectProps<V>) {
  const { label, value, options, onChange, prefix, id, disabled, className } = props
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as V)} disabled={disabled}>
      <Radix.Trigger
        id={id}
        aria-label={label}
        className={cn(
          'inline-flex h-8 min-w-0 max-w-full items-center gap-1.5 rounded-md border bg-card px-2.5 text-[13px] shadow-card transition-colors hover:bg-accent disabled:cursor-not-allowed disabled:opacity-50',
          className,
        )}
      >
        {prefix ? <span className="text-muted-foreground">{prefix}</span> : null}
        <span className="min-w-0 truncate">
          <Radix.Value />
        </span>
        <ChevronDown aria-hidden className="ml-auto size-3.5 shrink-0 text-muted-foreground" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-[min(20rem,var(--radix-select-content-available-height))] min-w-[max(8rem,var(--radix-select-trigger-width))] max-w-[calc(100vw-1rem)] overflow-hidden rounded-md border bg-popover p-1 text-popover-foreground shadow-lifted motion-safe:animate-enter"
        >
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                className="flex h-8 cursor-default select-none items-center gap-2 rounded px-2 text-[13px] outline-none data-highlighted:bg-accent data-highlighted:text-accent-foreground"
              >
                <Radix.ItemText>{option.label}</Radix.ItemText>
                {option.hint ? <span className="text-muted-foreground text-xs">{option.hint}</span> : null}
                <Radix.ItemIndicator className="ml-auto">
                  <Check aria-hidden className="size-3.5" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
