'use client'

import { useQuery } from '@tanstack/react-query'
import { LayoutDashboard } from 'lucide-react'
import Link from 'next/link'
import { formatCompact } from '@/components/charts/format'
import { Sparkline } from '@/components/charts/sparkline'
import { TimeAgo } from '@/components/layout/time-ago'
import type { ShownRange } from '@/components/layout/use-time-range'
import { Button } from '@/components/ui/button'
import { Card, CardActions, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { dashboardListOptions } from '@/lib/dashboards/client'
import type { Stats } from '@/lib/metrics/stats-contract'
import type { Activity } from './activity'

type TablesCardProps = { tables: Stats['tables']; activity: Activity | undefined; range: ShownRange }

/** The tables that DataWatch follows, with the way to the board and the metrics of each. */
export function TablesCard({ tables, activity, range }: TablesCardProps) {
  const boards = useQuery(dashboardListOptions())
  const boardOf = new Map(boards.data?.dashboards.map((board) => [board.starter_for, board.id]))
  const sorted = [...tables].sort((a, b) => b.events_total - a.events_total || a.table.localeCompare(b.table))
  const active = new Map(activity?.tables.map((one) => [one.table, one]))
  return (
    <Card aria-label="Tables">
      <CardHeader>
        <CardTitle>Tables</CardTitle>
        <CardDescription className="max-sm:hidden">each with a board and metrics made for it</CardDescription>
        <CardActions className="-mr-2.5">
          <Button asChild size="sm" variant="ghost">
            <Link href="/explore">All metrics</Link>
          </Button>
        </CardActions>
      </CardHeader>
      <Table aria-label="Tables">
        <TableHeader>
          <TableRow className="hover:bg-transparent">
            <TableHead>Table</TableHead>
            <TableHead className="max-sm:hidden">{range.label}</TableHead>
            <TableHead numeric className="max-sm:hidden">
              Changes
            </TableHead>
            <TableHead numeric className="max-md:hidden">
              All time
            </TableHead>
            <TableHead numeric>Last change</TableHead>
            <TableHead>
              <span className="sr-only">Board</span>
            </TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {sorted.map(({ table, schema, database, source, events_total, last_event_at }) => {
            const own = active.get(table)
            const board = boardOf.get(table)
            return (
              <TableRow key={[source, database, schema, table].join('/')}>
                <TableCell className="truncate max-sm:w-full max-sm:max-w-0 sm:max-w-96" title={table}>
                  <Link href={`/explore?table=${encodeURIComponent(table)}`} className="font-medium hover:text-primary">
                    {table}
                  </Link>
                  <span className="ml-2 text-muted-foreground text-xs max-sm:hidden">
                    {[source, schema].filter(Boolean).join(' · ')}
                  </span>
                </TableCell>
                <TableCell className="max-sm:hidden">
                  <div className="h-7 w-40">{own ? <Sparkline points={own.points} /> : null}</div>
                </TableCell>
                <TableCell numeric className="max-sm:hidden">
                  {own ? formatCompact(own.total) : '–'}
                </TableCell>
                <TableCell numeric className="max-md:hidden">
                  {formatCompact(events_total)}
                </TableCell>
                <TableCell numeric className="whitespace-nowrap text-muted-foreground">
                  {last_event_at ? <TimeAgo at={last_event_at} /> : '–'}
                </TableCell>
                <TableCell className="text-right">
                  <Button asChild size="sm">
                    <Link href={board ? `/dashboards/${board}` : '/dashboards'}>
                      <LayoutDashboard aria-hidden />
                      Board
                      <span className="sr-only"> of {table}</span>
                    </Link>
                  </Button>
                </TableCell>
              </TableRow>
            )
          })}
        </TableBody>
      </Table>
    </Card>
  )
}
