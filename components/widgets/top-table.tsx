'use client'

import { formatValue } from '@/components/charts/format'
import { displayName, otherLabel } from '@/components/charts/palette'
import { Table, TableBody, TableCell, TableHeader, TableRow } from '@/components/ui/table'
import { asValue, type Row, topRows } from '@/lib/dashboards/prepare'
import { groupingOf } from '@/lib/dashboards/question'
import { sortRows } from '@/lib/dashboards/sort-rows'
import { toneAt } from '@/lib/dashboards/thresholds'
import { plainWords, sentence } from '@/lib/dashboards/words'
import { Drillable } from './drillable'
import { SortHead } from './sort-head'
import { ToneNote } from './tone-note'
import { useDrill } from './use-drill'
import { useSort } from './use-sort'
import type { WidgetBodyProps } from './widget-kind'

/** The largest categories of a metric, each with its share where they add up; the rest stays last. */
export function TopTable({ widget, data }: WidgetBodyProps) {
  const { unit, decimals, limit = 20, thresholds, sort: own } = widget.config
  const [sort, sortBy] = useSort(own)
  const onPick = useDrill(widget, data)
  const value = asValue(data.answers[0])
  const group = groupingOf(widget)
  const rows = value ? topRows(value, group, limit) : []
  const whole = rows.reduce((sum, row) => sum + Math.abs(row.value), 0)
  const adds = value?.aggregation === 'sum' || value?.aggregation === 'count'
  const read = (row: Row) => (sort?.column === 'category' ? displayName(row.label) : row.value)
  const named = rows.filter(({ label }) => label !== otherLabel)
  const sorted = sort ? sortRows(named, sort.descending, read) : named
  const shown = [...sorted, ...rows.filter(({ label }) => label === otherLabel)]
  if (rows.length === 0)
    return <p className="grid h-full place-items-center text-muted-foreground text-xs">No data in this range</p>
  return (
    <Table fill aria-label={widget.title}>
      <TableHeader className="sticky top-0 z-10 bg-card">
        <TableRow>
          <SortHead column="category" name={sentence(plainWords(group ?? 'metric'))} sort={sort} onSort={sortBy} />
          <SortHead column="value" name="Value" numeric sort={sort} onSort={sortBy} />
          {adds ? <SortHead column="share" name="Share" numeric sort={sort} onSort={sortBy} /> : null}
        </TableRow>
      </TableHeader>
      <TableBody>
        {shown.map((row) => {
          const tone = toneAt(row.value, thresholds)
          return (
            <TableRow key={row.label}>
              <TableCell>
                <span className="flex min-w-0 items-center gap-2">
                  <Drillable name={displayName(row.label)} value={row.label} onPick={onPick}>
                    {displayName(row.label)}
                  </Drillable>
                  {tone ? <ToneNote tone={tone} /> : null}
                </span>
              </TableCell>
              <TableCell numeric>{formatValue(row.value, unit, { decimals })}</TableCell>
              {adds ? (
                <TableCell numeric className="text-muted-foreground">
                  {formatValue(whole === 0 ? null : Math.abs(row.value) / whole, 'ratio')}
                </TableCell>
              ) : null}
            </TableRow>
          )
        })}
      </TableBody>
    </Table>
  )
}
