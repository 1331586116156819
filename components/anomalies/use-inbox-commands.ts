'use client'

import { useRouter } from 'next/navigation'
import { type RefObject, useState } from 'react'
import type { InboxCommand } from './inbox-keys'
import type { Inbox } from './use-inbox'
import { useInboxKeys } from './use-inbox-keys'

/** Puts the focus on a line, once it is drawn, and unless told otherwise brings it into sight. */
export function focusLine(id: string | null | undefined, { quietly = false } = {}) {
  if (!id) return
  requestAnimationFrame(() => {
    const line = document.querySelector<HTMLElement>(`[data-line="${CSS.escape(id)}"]`)
    line?.focus({ preventScroll: true })
    if (!quietly) line?.scrollIntoView({ block: 'nearest' })
  })
}

/** The keys of the inbox over what it can do. */
export function useInboxCommands(inbox: Inbox, search: RefObject<HTMLInputElement | null>) {
  const router = useRouter()
  const [isHelpOpen, setHelpOpen] = useState(false)
  const { rows, state, act } = inbox
  const at = rows.findIndex(({ id }) => id === state.current)
  const row = rows[at]
  const stepTo = (to: number) => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, to))]
    if (next) act({ do: 'moveTo', id: next.id })
    focusLine(next?.id)
  }
  const extend = (by: number) => {
    act({ do: 'extend', by })
    focusLine(rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.id)
  }
  const commands: Record<InboxCommand, () => unknown> = {
    next: () => stepTo(at + 1),
    previous: () => stepTo(at < 0 ? rows.length - 1 : at - 1),
    first: () => stepTo(0),
    last: () => stepTo(rows.length - 1),
    select: () => act({ do: 'toggle' }),
    extend: () => act({ do: 'extend' }),
    'extend-next': () => extend(1),
    'extend-previous': () => extend(-1),
    all: () => act({ do: 'toggleAll' }),
    acknowledge: () => inbox.askToAcknowledge(),
    resolve: () => inbox.resolve(),
    undo: () => inbox.undo(),
    open: () => row && router.push(`/anomalies/${row.id}`),
    unfold: () => row?.part === 'folded' && inbox.fold(row, false),
    fold: () => row && row.part !== 'alone' && inbox.fold(row, true),
    search: () => search.current?.focus(),
    help: () => setHelpOpen(true),
    clear: () => act({ do: 'clear' }),
  }
  const keys = useInboxKeys((command) => {
    if (command === 'clear' && state.selected.size === 0) return false
    commands[command]()
    return true
  })
  return { ...keys, isHelpOpen, setHelpOpen }
}
