'use client'

import { useRouter } from 'next/navigation'
import { useCommands } from '@/components/commands/commands'
import type { Inbox } from './use-inbox'

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
export function useInboxCommands(inbox: Inbox) {
  const router = useRouter()
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
  const fold = (folded: boolean) => row && row.part !== 'alone' && inbox.fold(row, folded)
  useCommands({
    title: 'Anomalies',
    part: '[data-line]',
    keysOnly: true,
    commands: [
      { name: 'Next line', keys: ['J'], onPart: ['ArrowDown'], run: () => stepTo(at + 1) },
      {
        name: 'Line before',
        keys: ['K'],
        onPart: ['ArrowUp'],
        run: () => stepTo(at < 0 ? rows.length - 1 : at - 1),
      },
      { name: 'First line', onPart: ['Home'], run: () => stepTo(0) },
      { name: 'Last line', onPart: ['End'], run: () => stepTo(rows.length - 1) },
      { name: 'Select the line', keys: ['X'], onPart: ['Space'], run: () => act({ do: 'toggle' }) },
      {
        name: 'Select up to the line',
        keys: ['Shift+X'],
        onPart: ['Shift+Space'],
        run: () => act({ do: 'extend' }),
      },
      { name: 'Select on to the next', keys: ['Shift+J'], onPart: ['Shift+ArrowDown'], run: () => extend(1) },
      { name: 'Select on to the one before', keys: ['Shift+K'], onPart: ['Shift+ArrowUp'], run: () => extend(-1) },
      { name: 'Select all that are shown', onPart: ['Mod+A'], run: () => act({ do: 'toggleAll' }) },
      { name: 'Show the anomalies of an incident', onPart: ['ArrowRight'], run: () => fold(false) },
      { name: 'Fold them', onPart: ['ArrowLeft'], run: () => fold(true) },
      { name: 'Open', onPart: ['Enter'], run: () => row && router.push(`/anomalies/${row.id}`) },
      { name: 'Acknowledge', keys: ['A'], run: () => inbox.askToAcknowledge() },
      { name: 'Resolve', keys: ['R'], run: () => inbox.resolve() },
      { name: 'Undo', keys: ['U'], run: () => inbox.undo() },
      {
        name: 'Clear the selection',
        keys: ['Escape'],
        run: () => state.selected.size > 0 && act({ do: 'clear' }),
      },
    ],
  })
}
