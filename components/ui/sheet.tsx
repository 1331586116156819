'use client'

import { X } from 'lucide-react'
import * as Radix from 'radix-ui/dialog'
import { type ReactNode, useRef } from 'react'
import { Button } from './button'

type SheetProps = {
  title: string
  /** What is shown for the title where it is more than its words. */
  heading?: ReactNode
  actions?: ReactNode
  onClose: () => void
  children: ReactNode
}

/** A panel at the side of the screen, over all of it on a phone; it is there while it is rendered, and gives the focus back. */
export function Sheet({ title, heading, actions, onClose, children }: SheetProps) {
  const opener = useRef<Element>(null)
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/25 motion-safe:animate-[fade_120ms_ease-out] dark:bg-black/50" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true })
          }}
          className="fixed inset-0 z-50 flex flex-col bg-popover text-popover-foreground shadow-lifted outline-none motion-safe:animate-[slide_160ms_ease-out] sm:inset-y-3 sm:right-3 sm:left-auto sm:w-[min(36rem,calc(100vw-1.5rem))] sm:rounded-xl sm:border"
        >
          <div className="flex min-h-14 items-center gap-3 border-b px-4 py-2">
            <Radix.Title className="min-w-0 flex-1 truncate font-semibold text-[15px]" asChild={Boolean(heading)}>
              {heading ? <div>{heading}</div> : title}
            </Radix.Title>
            {actions}
            <Radix.Close asChild>
              <Button variant="ghost" size="icon-sm" aria-label="Close">
                <X />
              </Button>
            </Radix.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
