'use client'

import { formatValue } from '@/components/charts/format'
import type { ShownRange } from '@/components/layout/use-time-range'
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { useTransitions } from './use-transitions'

type TransitionsCardProps = { table: string; field: string; range: ShownRange }

/** How rows went from each value of a category to each other one, and how long they had had it; nothing where none did. */
export function TransitionsCard({ table, field, range }: TransitionsCardProps) {
  const { data } = useTransitions(table, field, range)
  if (!data || data.transitions.length === 0) return null
  const from = [...new Set(data.transitions.map((one) => one.from))]
  const to = [...new Set(data.transitions.map((one) => one.to))]
  const of = (row: string, column: string) => data.transitions.find((one) => one.from === row && one.to === column)
  return (
    <Card className="mt-4" aria-label={`Transitions of ${field}`}>
      <CardHeader className="flex-wrap py-3">
        <CardTitle>Transitions of {field}</CardTitle>
        <CardDescription>
          How often rows went from one value to another, and the median of how long they had had it
          {data.known_since === data.from ? '' : `; known since ${data.known_since.slice(0, 10)}`}
        </CardDescription>
      </CardHeader>
      <Table aria-label={`Transitions of ${field} of ${table}`}>
        <TableHeader className="border-t">
          <TableRow className="hover:bg-transparent">
            <TableHead>from ↓ to →</TableHead>
            {to.map((value) => (
              <TableHead key={value} numeric>
                {value}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {from.map((row) => (
            <TableRow key={row}>
              <TableHead>{row}</TableHead>
              {to.map((column) => (
                <TransitionCell key={column} transition={of(row, column)} />
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}

type Transition = { count: number; median_dwell_seconds: number | null }

function TransitionCell({ transition }: { transition: Transition | undefined }) {
  if (!transition) return <TableCell numeric>–</TableCell>
  const { count, median_dwell_seconds: dwell } = transition
  return (
    <TableCell numeric>
      <span className="block">{formatValue(count)}</span>
      {dwell === null ? null : <span className="text-muted-foreground text-xs">{formatValue(dwell, 's')}</span>}
    </TableCell>
  )
}
