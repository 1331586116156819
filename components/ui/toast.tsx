'use client'

import { createContext, type ReactNode, Suspense, useCallback, useContext, useEffect, useState } from 'react'
import { onDemand } from './on-demand'

const { near, part } = onDemand(() => import('./toaster'))
const Toaster = part((parts) => parts.Toaster)

/** One with a `topic` takes the place of an earlier one that has it; `hint` tells another way to do the action. */
export type ToastMessage = {
  title: string
  detail?: ReactNode
  tone?: 'plain' | 'error'
  topic?: string
  action?: { label: string; hint?: string; onSelect: () => void }
}
export type ShownToast = ToastMessage & { id: number }

const ToastContext = createContext<(message: ToastMessage) => void>(() => {})

/** Says in passing what happened, with a way back where there is one. */
export const useToast = () => useContext(ToastContext)

/** Shows what the pages below say with `useToast`, at the bottom of the screen. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<ShownToast[]>([])
  /** A message may be that the server is gone: what shows it is here by then, since whoever is told has done something. */
  useEffect(() => {
    const deeds = ['pointerdown', 'keydown'] as const
    for (const deed of deeds) addEventListener(deed, near, { once: true, capture: true })
    return () => {
      for (const deed of deeds) removeEventListener(deed, near, { capture: true })
    }
  }, [])
  const say = useCallback(
    (message: ToastMessage) =>
      setMessages((was) => {
        const others = was.filter(({ topic }) => topic === undefined || topic !== message.topic)
        return [...others.slice(-2), { ...message, id: (was.at(-1)?.id ?? 0) + 1 }]
      }),
    [],
  )
  const drop = (id: number) => setMessages((was) => was.filter((one) => one.id !== id))
  return (
    <ToastContext value={say}>
      {children}
      {messages.length > 0 ? (
        <Suspense>
          <Toaster messages={messages} onGone={drop} />
        </Suspense>
      ) : null}
    </ToastContext>
  )
}
