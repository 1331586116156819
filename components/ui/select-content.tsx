'use client'

import { Check } from 'lucide-react'
import * as Radix from 'radix-ui/select'
import { type Opening, Standing } from './on-demand'
import { pageNonce } from './page-nonce'
import type { SelectOption } from './select'

type ContentProps = {
  opening: Opening
  value: string
  options: readonly SelectOption<string>[]
  onChange: (value: string) => void
}

export function Content({ opening, value, options, onChange }: ContentProps) {
  return (
    <Radix.Root open value={value} onValueChange={onChange} onOpenChange={opening.setOpen}>
      <Radix.Trigger asChild>
        <Standing button={opening.button} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-[min(20rem,var(--radix-select-content-available-height))] min-w-[max(8rem,var(--radix-select-trigger-width))] max-w-[calc(100vw-1rem)] overflow-hidden rounded-md border bg-popover p-1 text-popover-foreground shadow-lifted motion-safe:animate-enter"
        >
          <Radix.Viewport nonce={pageNonce()}>
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
