'use client'

import { Check } from 'lucide-react'
import * as Radix from 'radix-ui/dropdown-menu'
import type { ComponentProps, FocusEvent } from 'react'
import { cn } from './cn'
import { type Opening, Standing } from './on-demand'

const item =
  'flex h-8 cursor-default select-none items-center gap-2 rounded px-2 text-[13px] outline-none data-disabled:pointer-events-none data-disabled:opacity-50 data-highlighted:bg-accent data-highlighted:text-accent-foreground [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted-foreground'

type ContentProps = ComponentProps<typeof Radix.Content> & { opening: Opening }

/** What lies around it stays reachable: a menu that hides the page from screen readers hides also what has the focus. */
export function Content({ opening, className, ...props }: ContentProps) {
  const enter = ({ target, currentTarget }: FocusEvent<HTMLDivElement>) => {
    if (target !== currentTarget || !opening.byKey.current) return
    currentTarget.querySelector<HTMLElement>('[role^=menuitem]:not([data-disabled])')?.focus()
  }
  return (
    <Radix.Root modal={false} open onOpenChange={opening.setOpen}>
      <Radix.Trigger asChild>
        <Standing button={opening.button} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          onFocus={enter}
          className={cn(
            'z-50 min-w-40 max-w-[calc(100vw-1rem)] rounded-md border bg-popover p-1 text-popover-foreground shadow-lifted motion-safe:animate-enter',
            className,
          )}
          {...props}
        />
      </Radix.Portal>
    </Radix.Root>
  )
}

export const RadioGroup = Radix.RadioGroup

type ItemProps = ComponentProps<typeof Radix.Item> & { destructive?: boolean }

export function Item({ className, destructive, ...props }: ItemProps) {
  return (
    <Radix.Item
      className={cn(item, destructive && 'text-destructive [&_svg]:text-destructive', className)}
      {...props}
    />
  )
}

export function RadioItem({ className, children, ...props }: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={cn(item, className)} {...props}>
      {children}
      <Radix.ItemIndicator className="ml-auto">
        <Check aria-hidden />
      </Radix.ItemIndicator>
    </Radix.RadioItem>
  )
}

export function CheckboxItem({ className, children, ...props }: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem className={cn(item, className)} {...props}>
      {children}
      <Radix.ItemIndicator className="ml-auto">
        <Check aria-hidden />
      </Radix.ItemIndicator>
    </Radix.CheckboxItem>
  )
}

export function Label({ className, ...props }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label className={cn('px-2 py-1.5 text-muted-foreground text-xs', className)} {...props} />
}

export function Separator({ className, ...props }: ComponentProps<typeof Radix.Separator>) {
  return <Radix.Separator className={cn('-mx-1 my-1 h-px bg-border', className)} {...props} />
}
