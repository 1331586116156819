'use client'

import { LayoutDashboard } from 'lucide-react'
import Link from 'next/link'
import { formatCompact } from '@/components/charts/format'
import { TimeAgo } from '@/components/layout/time-ago'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import type { SourceDetail, SourceTable } from '@/lib/sources/list-contract'

function ReadState({ table, source }: { table: SourceTable; source: SourceDetail }) {
  const name = `${table.schema}.${table.table}`
  const asked = source.reread && (source.reread.length === 0 || source.reread.includes(name))
  if (asked) return <Badge tone="primary">to be read again</Badge>
  if (table.read === false) return <Badge tone="primary">being read</Badge>
  return null
}

/** The tables of a source, each with the way to its metrics and its board. */
export function SourceTables({ source }: { source: SourceDetail }) {
  const { tables } = source
  if (tables.length === 0) return null
  return (
    <Card className="mt-4" aria-label="Tables">
      <CardHeader>
        <CardTitle>Tables</CardTitle>
        <CardDescription>{tables.length}</CardDescription>
      </CardHeader>
      <Table aria-label="Tables">
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            <TableHead>Table</TableHead>
            <TableHead numeric>Events</TableHead>
            <TableHead numeric className="max-sm:hidden">
              Last change
            </TableHead>
            <TableHead>
              <span className="sr-only">Board</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {tables.map((table) => (
            <TableRow key={`${table.database}.${table.schema}.${table.table}`}>
              <TableCell className="max-sm:w-full max-sm:max-w-0 sm:max-w-96">
                <span className="flex items-center gap-2">
                  <Link
                    href={`/explore?table=${encodeURIComponent(table.table)}`}
                    className="truncate font-medium hover:text-primary"
                    title={table.table}
                  >
                    {table.table}
                  </Link>
                  <span className="text-muted-foreground text-xs max-sm:hidden">{table.schema}</span>
                  <ReadState table={table} source={source} />
                </span>
              </TableCell>
              <TableCell numeric>{formatCompact(table.events_total)}</TableCell>
              <TableCell numeric className="whitespace-nowrap text-muted-foreground max-sm:hidden">
                {table.last_event_at ? <TimeAgo at={table.last_event_at} /> : '–'}
              </TableCell>
              <TableCell className="text-right">
                {table.board_id ? (
                  <Button asChild size="sm">
                    <Link href={`/dashboards/${table.board_id}`}>
                      <LayoutDashboard aria-hidden />
                      Board
                      <span className="sr-only"> of {table.table}</span>
                    </Link>
                  </Button>
                ) : null}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}
