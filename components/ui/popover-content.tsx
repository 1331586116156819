'use client'

import * as Radix from 'radix-ui/popover'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { type Opening, Standing } from './on-demand'

type ContentProps = ComponentProps<typeof Radix.Content> & { opening: Opening }

export function Content({ opening, className, ...props }: ContentProps) {
  return (
    <Radix.Root open onOpenChange={opening.setOpen}>
      <Radix.Trigger asChild>
        <Standing button={opening.button} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className={cn(
            'z-50 max-w-[calc(100vw-1rem)] rounded-lg border bg-popover p-3 text-popover-foreground shadow-lifted outline-none motion-safe:animate-enter',
            className,
          )}
          {...props}
        />
      </Radix.Portal>
    </Radix.Root>
  )
}
