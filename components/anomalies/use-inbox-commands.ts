'use client'

import { useRouter } from 'next/navigation'
import { useCommands } from '@/components/commands/commands'
import { clearCommand, lineCommands } from '@/components/inbox/line-commands'
import { useMay } from '@/lib/access/client'
import type { Inbox } from './use-inbox'

/** The keys of the inbox over what it can do. */
export function useInboxCommands(inbox: Inbox) {
  const router = useRouter()
  const { rows, state } = inbox
  const row = rows.find(({ id }) => id === state.current)
  const mayAct = useMay('write')
  const acts = [
    { name: 'Acknowledge', keys: ['A'], run: () => inbox.askToAcknowledge() },
    { name: 'Resolve', keys: ['R'], run: () => inbox.resolve() },
    { name: 'Undo', keys: ['U'], run: () => inbox.undo() },
    clearCommand(inbox),
  ]
  const fold = (folded: boolean) => row && row.part !== 'alone' && inbox.fold(row, folded)
  useCommands({
    title: 'Anomalies',
    part: '[data-line]',
    keysOnly: true,
    commands: [
      ...lineCommands(inbox, mayAct),
      { name: 'Show the anomalies of an incident', onPart: ['ArrowRight'], run: () => fold(false) },
      { name: 'Fold them', onPart: ['ArrowLeft'], run: () => fold(true) },
      { name: 'Open', onPart: ['Enter'], run: () => row && router.push(`/anomalies/${row.id}`) },
      ...(mayAct ? acts : []),
    ],
  })
}
