'use client'

import { useQuery } from '@tanstack/react-query'
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { SkeletonRows } from '@/components/ui/skeleton'
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { useMay } from '@/lib/access/client'
import { columnsOptions, useSetColumn } from '@/lib/metrics/client'
import { ColumnRow } from './column-row'

/** The columns of a table: what each is taken for, why, and in which unit; both can be set. `field` is told apart. */
export function ColumnsCard({ table, field }: { table: string; field?: string | null }) {
  const query = useQuery(columnsOptions(table))
  const setColumn = useSetColumn(table)
  const mayWrite = useMay('write')
  const columns = query.data?.columns
  const places = new Set(columns?.map(({ source, schema }) => `${source}/${schema}`))
  return (
    <Card className="mt-4" aria-label="Columns">
      <CardHeader className="flex-wrap py-3">
        <CardTitle>Columns</CardTitle>
        {mayWrite ? <CardDescription>What is set here counts from the next change on</CardDescription> : null}
      </CardHeader>
      {setColumn.isError ? (
        <CardContent>
          <p role="alert" className="text-[13px] text-destructive">
            {setColumn.error.message}
          </p>
        </CardContent>
      ) : null}
      {columns ? (
        <Table aria-label={`Columns of ${table}`}>
          <TableHeader className="border-t">
            <TableRow className="hover:bg-transparent">
              <TableHead>Column</TableHead>
              <TableHead className="max-md:hidden">Why</TableHead>
              <TableHead>Role</TableHead>
              <TableHead className="max-sm:hidden">Unit</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {columns.map((column) => (
              <ColumnRow
                key={`${column.source}/${column.schema}/${column.column}`}
                column={column}
                place={places.size > 1 ? [column.source, column.schema].filter(Boolean).join(' · ') : ''}
                current={column.column === field}
                fixed={setColumn.isPending || !mayWrite}
                onChange={(patch) => setColumn.mutate({ column: column.column, patch })}
              />
            ))}
          </TableBody>
        </Table>
      ) : query.isError ? (
        <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
      ) : (
        <SkeletonRows rows={4} label="Loading columns" />
      )}
    </Card>
  )
}
