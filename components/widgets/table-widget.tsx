import { formatValue } from '@/components/charts/format'
import { displayName } from '@/components/charts/palette'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { asValue, topRows } from '@/lib/dashboards/prepare'
import { groupingOf } from '@/lib/dashboards/question'
import { plainWords, sentence } from '@/lib/dashboards/words'
import { LatestRows } from './latest-rows'
import type { WidgetBodyProps } from './widget-kind'

/** The latest rows of a table, or the largest categories of a metric. */
export function TableWidget(props: WidgetBodyProps) {
  const { widget, data } = props
  if (!widget.metric) return <LatestRows {...props} />
  const value = asValue(data.answers[0])
  const group = groupingOf(widget)
  const { unit, decimals, limit = 20 } = widget.config
  return (
    <div className="h-full overflow-y-auto">
      <Table aria-label={widget.title}>
        <TableHeader className="sticky top-0 bg-card">
          <TableRow>
            <TableHead>{sentence(plainWords(group ?? 'metric'))}</TableHead>
            <TableHead numeric>Value</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {(value ? topRows(value, group, limit) : []).map((row) => (
            <TableRow key={row.label}>
              <TableCell>{displayName(row.label)}</TableCell>
              <TableCell numeric>{formatValue(row.value, unit, { decimals })}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
