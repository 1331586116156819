'use client'

import { X } from 'lucide-react'
import * as Radix from 'radix-ui/toast'
import type { ReactNode } from 'react'
import { Button } from './button'

type ToastAction = { label: string; hint: string; onDo: () => void }
type ToastProps = { children: ReactNode; tone?: 'plain' | 'error'; action?: ToastAction; onClose: () => void }

const shownMs = 10_000

/** What has just been done, for ten seconds and as long as one is at it. `hint` tells another way to do its action. */
export function Toast({ children, tone = 'plain', action, onClose }: ToastProps) {
  return (
    <Radix.Provider duration={shownMs} label="Notice">
      <Radix.Root
        type={tone === 'error' ? 'foreground' : 'background'}
        onOpenChange={(open) => !open && onClose()}
        className="flex items-center gap-2 rounded-lg border bg-popover py-2 pr-2 pl-3.5 text-[13px] text-popover-foreground shadow-lifted motion-safe:animate-enter"
      >
        <Radix.Description className={tone === 'error' ? 'min-w-0 flex-1 text-destructive' : 'min-w-0 flex-1'}>
          {children}
        </Radix.Description>
        {action ? (
          <Radix.Action asChild altText={action.hint} onClick={action.onDo}>
            <Button size="sm">{action.label}</Button>
          </Radix.Action>
        ) : null}
        <Radix.Close asChild>
          <Button size="icon-sm" variant="ghost" aria-label="Close">
            <X aria-hidden />
          </Button>
        </Radix.Close>
      </Radix.Root>
      <Radix.Viewport className="fixed right-4 bottom-4 z-50 w-96 max-w-[calc(100vw-2rem)] outline-none max-lg:bottom-20 max-sm:inset-x-4 max-sm:w-auto" />
    </Radix.Provider>
  )
}
