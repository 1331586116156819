'use client'

import { X } from 'lucide-react'
import * as Radix from 'radix-ui/dialog'
import type { ComponentProps, ReactNode } from 'react'
import { Button } from './button'
import { cn } from './cn'

export const Dialog = Radix.Root
export const DialogTrigger = Radix.Trigger
export const DialogClose = Radix.Close

const overlay = 'fixed inset-0 z-40 bg-black/40 motion-safe:animate-[fade_120ms_ease-out] dark:bg-black/60'

function CloseButton({ className }: { className?: string }) {
  return (
    <Radix.Close asChild>
      <Button variant="ghost" size="icon-sm" aria-label="Close" className={className}>
        <X />
      </Button>
    </Radix.Close>
  )
}

type DialogContentProps = ComponentProps<typeof Radix.Content> & { title: string; description?: ReactNode }

/** A modal in the middle of the screen, at the bottom on a phone. */
export function DialogContent({ title, description, className, children, ...props }: DialogContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlay} />
      <Radix.Content
        className={cn(
          'fixed inset-x-0 bottom-0 z-50 max-h-[90dvh] overflow-y-auto rounded-t-xl border bg-popover p-5 text-popover-foreground shadow-lifted outline-none motion-safe:animate-enter sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-full sm:max-w-md sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-xl',
          className,
        )}
        {...(description ? {} : { 'aria-describedby': undefined })}
        {...props}
      >
        <Radix.Title className="pr-8 font-semibold text-base">{title}</Radix.Title>
        {description ? (
          <Radix.Description className="mt-1 text-[13px] text-muted-foreground">{description}</Radix.Description>
        ) : null}
        <div className="mt-4">{children}</div>
        <CloseButton className="absolute top-4 right-4" />
      </Radix.Content>
    </Radix.Portal>
  )
}

export function DialogFooter({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('mt-5 flex flex-wrap justify-end gap-2', className)} {...props} />
}
