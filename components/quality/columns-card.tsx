import { formatValue } from '@/components/charts/format'
import { Histogram } from '@/components/charts/histogram'
import { Card, CardHeader, CardTitle } from '@/components/ui/card'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import type { ColumnQuality } from '@/lib/quality/score-contract'
import { percentOf } from '@/lib/quality/words'

const valuesShown = 4
/** By so many points the newest rows must differ from all before that is said. */
const telling = 1

function valuesOf({ values, min, avg, max }: ColumnQuality): string | null {
  const all = values.reduce((sum, { count }) => sum + count, 0)
  if (values.length > 0) {
    const rest = values.length - valuesShown
    const shown = values
      .slice(0, valuesShown)
      .map(({ value, count }) => `${value} ${Math.round((count / all) * 100)} %`)
    return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(' · ')
  }
  if (min === null || max === null || avg === null) return null
  return `${formatValue(min)} to ${formatValue(max)}, mean ${formatValue(avg)}`
}

function Values({ column }: { column: ColumnQuality }) {
  const said = valuesOf(column)
  const { distribution, examples, values } = column
  const [first, last] = [distribution[0], distribution.at(-1)]
  return (
    <div className="grid gap-1 text-muted-foreground text-xs">
      {first && last ? (
        <Histogram
          bins={distribution}
          label={`How the newest values of ${column.name} spread from ${formatValue(first.from)} to ${formatValue(last.to)}`}
        />
      ) : null}
      {said === null ? null : <span className="tabular">{said}</span>}
      {values.length === 0 && examples.length > 0 ? (
        <span className="font-mono [overflow-wrap:anywhere]">{examples.slice(0, valuesShown).join(' · ')}</span>
      ) : null}
      {said === null && examples.length === 0 ? '–' : null}
    </div>
  )
}

function Missing({ column: { null_rate, recent_null_rate } }: { column: ColumnQuality }) {
  const differs = null_rate !== null && recent_null_rate !== null && Math.abs(recent_null_rate - null_rate) >= telling
  return (
    <>
      {null_rate === null ? '–' : percentOf(null_rate)}
      {differs ? (
        <span className="block text-muted-foreground text-xs">lately {percentOf(recent_null_rate)}</span>
      ) : null}
    </>
  )
}

/** The columns of a table: what is missing, how many values there are and how they spread, some of them, the rules about them. */
export function ColumnsCard({ columns }: { columns: readonly ColumnQuality[] }) {
  return (
    <Card aria-label="Columns">
      <CardHeader>
        <CardTitle>Columns</CardTitle>
      </CardHeader>
      <Table aria-label="Columns">
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            <TableHead>Column</TableHead>
            <TableHead className="max-sm:hidden">Role</TableHead>
            <TableHead numeric>Missing</TableHead>
            <TableHead numeric className="max-sm:hidden">
              Different
            </TableHead>
            <TableHead className="max-md:hidden">Values lately</TableHead>
            <TableHead numeric>Rules</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {columns.map((column) => (
            <TableRow key={column.name}>
              <TableCell className="font-mono text-xs [overflow-wrap:anywhere]">{column.name}</TableCell>
              <TableCell className="text-muted-foreground max-sm:hidden">{column.role}</TableCell>
              <TableCell numeric className="whitespace-nowrap">
                <Missing column={column} />
              </TableCell>
              <TableCell numeric className="max-sm:hidden">
                {column.distinct === null ? '–' : formatValue(Math.round(column.distinct))}
              </TableCell>
              <TableCell className="max-md:hidden">
                <Values column={column} />
              </TableCell>
              <TableCell numeric>{column.rules.length}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}
