import type { BulkInput } from '@/lib/alerts/client'
import type { Alert } from '@/lib/alerts/incident-contract'

type Do = BulkInput['do']
type Changed = Pick<Alert, 'id' | 'assignee'>

/** What takes a change back: to each alert what it was before. */
export function undoOf(done: Do, before: readonly Changed[]): BulkInput[] {
  const undo = (alerts: readonly Changed[], back: Do): BulkInput[] =>
    alerts.length > 0 ? [{ ids: alerts.map(({ id }) => id), do: back }] : []
  if (done.action === 'acknowledge') return undo(before, { action: 'unacknowledge' })
  if (done.action === 'resolve') return undo(before, { action: 'reopen' })
  if (done.action === 'snooze') return undo(before, { action: 'unsnooze' })
  if (done.action !== 'assign') return []
  const owners = [...new Set(before.map(({ assignee }) => assignee))]
  return owners.flatMap((assignee) =>
    undo(
      before.filter((alert) => alert.assignee === assignee),
      { action: 'assign', assignee },
    ),
  )
}
