'use client'

import * as Radix from 'radix-ui/tooltip'
import type { ReactNode, RefObject } from 'react'
import { Standing } from './on-demand'

export type TooltipSide = 'top' | 'right' | 'bottom' | 'left'

type BubbleProps = {
  button: RefObject<HTMLElement | null>
  side: TooltipSide
  onStay: () => void
  onClose: () => void
  children: ReactNode
}

/** `onStay`: the pointer has come into it, which keeps it. */
export function Bubble({ button, side, onStay, onClose, children }: BubbleProps) {
  return (
    <Radix.Provider>
      <Radix.Root open onOpenChange={(open) => !open && onClose()}>
        <Radix.Trigger asChild>
          <Standing button={button} />
        </Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            onPointerEnter={onStay}
            onPointerLeave={onClose}
            className="z-50 max-w-64 rounded-md bg-foreground px-2 py-1 text-background text-xs shadow-lifted motion-safe:animate-enter"
          >
            {children}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  )
}
