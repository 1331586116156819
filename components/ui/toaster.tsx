'use client'

import { X } from 'lucide-react'
import * as Radix from 'radix-ui/toast'
import { Button } from './button'
import { cn } from './cn'
import type { ShownToast } from './toast'

const withAction = 10_000
const without = 5_000

function Toast({ message, onGone }: { message: ShownToast; onGone: () => void }) {
  const { title, detail, tone, action } = message
  return (
    <Radix.Root
      type={tone === 'error' ? 'foreground' : 'background'}
      duration={action ? withAction : without}
      onOpenChange={(open) => !open && onGone()}
      className="flex items-center gap-3 rounded-lg border bg-popover py-2 pr-2 pl-4 text-popover-foreground shadow-lifted motion-safe:animate-enter"
    >
      <div className="min-w-0 flex-1">
        <Radix.Title
          className={cn('font-medium text-[13px] [overflow-wrap:anywhere]', tone === 'error' && 'text-destructive')}
        >
          {title}
        </Radix.Title>
        {detail ? (
          <Radix.Description className="text-muted-foreground text-xs [overflow-wrap:anywhere]">
            {detail}
          </Radix.Description>
        ) : null}
      </div>
      {action ? (
        <Radix.Action altText={action.hint ?? action.label} asChild>
          <Button size="sm" onClick={action.onSelect}>
            {action.label}
          </Button>
        </Radix.Action>
      ) : null}
      <Radix.Close asChild>
        <Button variant="ghost" size="icon-sm" aria-label="Dismiss">
          <X aria-hidden />
        </Button>
      </Radix.Close>
    </Radix.Root>
  )
}

type ToasterProps = { messages: readonly ShownToast[]; onGone: (id: number) => void }

/** Messages at the bottom of the screen. */
export function Toaster({ messages, onGone }: ToasterProps) {
  return (
    <Radix.Provider label="Notification" swipeDirection="right">
      {messages.map((message) => (
        <Toast key={message.id} message={message} onGone={() => onGone(message.id)} />
      ))}
      <Radix.Viewport className="fixed right-4 bottom-4 left-4 z-60 ml-auto grid gap-2 outline-none max-lg:bottom-20 sm:w-96 print:hidden" />
    </Radix.Provider>
  )
}
