import { Moment } from '@/components/layout/time-ago'
import { cn } from '@/components/ui/cn'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import type { ViolatingRow } from '@/lib/quality/violation-contract'

const columnsShown = 8

function text(value: unknown): string {
  if (value === undefined) return 'not sent'
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}

function Cell({ row, column, marked }: { row: ViolatingRow; column: string; marked: boolean }) {
  const [before, after] = [row.before?.[column], row.after?.[column]]
  const changed = row.before !== null && text(before) !== text(after)
  return (
    <TableCell
      className={cn(
        'whitespace-nowrap font-mono text-xs',
        marked && 'bg-destructive-soft text-destructive-soft-foreground',
      )}
    >
      {changed && before !== undefined ? (
        <>
          <s className="opacity-60">{text(before)}</s>{' '}
        </>
      ) : null}
      <span className={after === null || after === undefined ? 'italic opacity-70' : ''}>{text(after)}</span>
    </TableCell>
  )
}

/** Rows as they were written, with what the rule is about first and marked. */
export function ViolatingRows({ rows, columns }: { rows: ViolatingRow[]; columns: string[] }) {
  const others = [...new Set(rows.flatMap(({ after }) => Object.keys(after ?? {})))].filter(
    (one) => !columns.includes(one),
  )
  const shown = [...columns, ...others].slice(0, columnsShown)
  return (
    <Table aria-label="Rows that broke the rule">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead>When</TableHead>
          {shown.map((column) => (
            <TableHead key={column}>{column}</TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.event_uid + row.timestamp}>
            <TableCell className="whitespace-nowrap text-muted-foreground">
              <Moment at={row.timestamp} />
            </TableCell>
            {shown.map((column) => (
              <Cell key={column} row={row} column={column} marked={columns.includes(column)} />
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
