'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { formatValue } from '@/components/charts/format'
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import type { Bounds } from '@/lib/metrics/bounds-contract'
import { boundsOptions } from '@/lib/metrics/client'

type Reached = { key: string; what: string; table: string; place: string; effect: string }

/** Where a bound was reached, in words. */
function listReached({ tables, full_tables, full_columns, most_categories, most_columns }: Bounds): Reached[] {
  const place = (schema: string, table: string) => (schema ? `${schema}.${table}` : table)
  return [
    ...(tables.together > 0
      ? [
          {
            key: 'tables',
            what: 'Tables',
            table: '__other__',
            place: 'all sources',
            effect: `changes of ${formatValue(tables.together)} more tables are counted together`,
          },
        ]
      : []),
    ...full_tables.map(({ table, schema, columns }) => ({
      key: `${schema}/${table}`,
      what: 'Columns',
      table,
      place: place(schema, table),
      effect: `${formatValue(columns)} columns have metrics (at most ${formatValue(most_columns)}); others are stored only`,
    })),
    ...full_columns.map(({ table, schema, column, role, together }) => ({
      key: `${schema}/${table}/${column}`,
      what: 'Categories',
      table,
      place: `${place(schema, table)}.${column}`,
      effect:
        role === 'categorical' || role === 'pending'
          ? `beyond ${most_categories}, ${formatValue(together)} values are counted under __other__`
          : `too many different values for a category: taken for ${role}, its metric is hidden`,
    })),
  ]
}

/** How far tables, series and categories go towards their bounds, and where a bound was reached: totals stay exact. */
export function BoundsCard() {
  const query = useQuery(boundsOptions())
  const bounds = query.data
  const reached = bounds && listReached(bounds)
  return (
    <Card className="mt-4" aria-label="Bounds">
      <CardHeader>
        <CardTitle>Bounds</CardTitle>
        {bounds ? (
          <CardDescription>
            {formatValue(bounds.tables.count)} of {formatValue(bounds.tables.most)} tables ·{' '}
            {formatValue(bounds.series.count)} of {formatValue(bounds.series.most)} series
          </CardDescription>
        ) : null}
      </CardHeader>
      {reached && reached.length > 0 ? (
        <Table aria-label="Bounds that were reached">
          <TableHeader className="border-t">
            <TableRow className="hover:bg-transparent">
              <TableHead>Bound</TableHead>
              <TableHead>Where</TableHead>
              <TableHead className="max-sm:hidden">What it means; totals stay exact</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {reached.map(({ key, what, table, place, effect }) => (
              <TableRow key={key}>
                <TableCell>{what}</TableCell>
                <TableCell>
                  <Link
                    href={`/explore?table=${encodeURIComponent(table)}`}
                    className="font-medium [overflow-wrap:anywhere] hover:text-primary"
                  >
                    {place}
                  </Link>
                  <span className="mt-0.5 block text-muted-foreground text-xs sm:hidden">{effect}</span>
                </TableCell>
                <TableCell className="text-muted-foreground max-sm:hidden">{effect}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      ) : reached ? (
        <CardContent className="text-[13px] text-muted-foreground">
          No bound was reached: every table, column and category is counted by itself.
        </CardContent>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
      ) : (
        <SkeletonRows rows={2} label="Loading bounds" />
      )}
    </Card>
  )
}
