'use client'

import { selectionOf } from '@/components/inbox/inbox-state'
import { useKeptFocus } from '@/components/inbox/use-kept-focus'
import { useSteady } from '@/components/inbox/use-steady'
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { useMay } from '@/lib/access/client'
import { AnomalyRow } from './anomaly-row'
import type { Inbox } from './use-inbox'

/** The lines of the inbox: a grid, whose lines the arrow keys go through. */
export function AnomalyTable({ inbox }: { inbox: Inbox }) {
  const { rows, state, act } = inbox
  const steady = useSteady({
    onCurrent: (id: string) => act({ do: 'moveTo', id }),
    onSelect: (id: string, isRange: boolean) => act(isRange ? { do: 'extend', id } : { do: 'toggle', id }),
    onFold: inbox.fold,
    onAcknowledge: (ids: string[]) => inbox.askToAcknowledge(ids),
  })
  useKeptFocus(state.current)
  const mayAct = useMay('write')
  const reachable = state.current ?? rows[0]?.id
  return (
    <Table aria-label="Anomalies" role="grid" aria-multiselectable>
      <TableHeader className="max-sm:sr-only">
        <TableRow className="hover:bg-transparent">
          <TableHead>
            <span className="sr-only">Selected</span>
          </TableHead>
          <TableHead className="max-sm:hidden">Severity</TableHead>
          <TableHead>Metric</TableHead>
          <TableHead className="max-md:hidden">Shape</TableHead>
          <TableHead className="max-lg:hidden">Started</TableHead>
          <TableHead className="max-sm:hidden">Status</TableHead>
          <TableHead>
            <span className="sr-only">Action</span>
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <AnomalyRow
            key={row.id}
            row={row}
            selected={selectionOf(row, state)}
            isCurrent={row.id === state.current}
            isReachable={row.id === reachable}
            mayAct={mayAct}
            {...steady}
          />
        ))}
      </TableBody>
    </Table>
  )
}
