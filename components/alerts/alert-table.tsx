'use client'

import { selectionOf } from '@/components/inbox/inbox-state'
import { useKeptFocus } from '@/components/inbox/use-kept-focus'
import { useSteady } from '@/components/inbox/use-steady'
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { useMay } from '@/lib/access/client'
import { AlertRow } from './alert-row'
import type { AlertInbox } from './use-alert-inbox'

/** The lines of the inbox: a grid, whose lines the arrow keys go through. */
export function AlertTable({ inbox }: { inbox: AlertInbox }) {
  const { rows, state, act } = inbox
  const steady = useSteady({
    onCurrent: (id: string) => act({ do: 'moveTo', id }),
    onSelect: (id: string, isRange: boolean) => act(isRange ? { do: 'extend', id } : { do: 'toggle', id }),
    onAcknowledge: (ids: string[]) => inbox.ask('acknowledge', ids),
  })
  useKeptFocus(state.current)
  const mayAct = useMay('write')
  const reachable = state.current ?? rows[0]?.id
  return (
    <Table aria-label="Alerts" role="grid" aria-multiselectable>
      <TableHeader className="max-sm:sr-only">
        <TableRow className="hover:bg-transparent">
          <TableHead>
            <span className="sr-only">Selected</span>
          </TableHead>
          <TableHead className="max-sm:hidden">Severity</TableHead>
          <TableHead>Alert</TableHead>
          <TableHead className="max-lg:hidden">Started</TableHead>
          <TableHead className="max-xl:hidden">Assigned to</TableHead>
          <TableHead className="max-sm:hidden">Status</TableHead>
          <TableHead>
            <span className="sr-only">Action</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map(({ id, alert, ...row }) => (
          <AlertRow
            key={id}
            alert={alert}
            selected={selectionOf({ id, ...row }, state) === true}
            isCurrent={id === state.current}
            isReachable={id === reachable}
            mayAct={mayAct}
            {...steady}
          />
        ))}
      </TableBody>
    </Table>
  )
}
