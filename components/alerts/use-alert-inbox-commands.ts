'use client'

import { useRouter } from 'next/navigation'
import { useCommands } from '@/components/commands/commands'
import { clearCommand, lineCommands } from '@/components/inbox/line-commands'
import { useMay } from '@/lib/access/client'
import type { AlertInbox } from './use-alert-inbox'

/** The keys of the inbox of alerts. */
export function useAlertInboxCommands(inbox: AlertInbox) {
  const router = useRouter()
  const mayAct = useMay('write')
  const { current } = inbox.state
  const acts = [
    { name: 'Acknowledge', keys: ['A'], run: () => inbox.ask('acknowledge') },
    { name: 'Resolve', keys: ['R'], run: () => inbox.ask('resolve') },
    { name: 'Snooze for an hour', keys: ['S'], run: () => inbox.snooze('1h') },
    { name: 'Assign', keys: ['M'], run: () => inbox.ask('assign') },
    { name: 'Undo', keys: ['U'], run: () => void inbox.undo() },
    clearCommand(inbox),
  ]
  useCommands({
    title: 'Alerts',
    part: '[data-line]',
    keysOnly: true,
    commands: [
      ...lineCommands(inbox, mayAct),
      { name: 'Open', onPart: ['Enter'], run: () => current && router.push(`/alerts/${current}`) },
      ...(mayAct ? acts : []),
    ],
  })
}
