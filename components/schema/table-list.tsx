'use client'

import Link from 'next/link'
import { TimeAgo } from '@/components/layout/time-ago'
import { Badge } from '@/components/ui/badge'
import { Breakable } from '@/components/ui/breakable'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import type { SchemaTable } from '@/lib/schemas/contract'
import { OriginBadge } from './change-badges'
import { placeWords, tableHref } from './schema-words'

/** Tables with how many columns they have, by what they are known, and what changed last. */
export function TableList({ tables }: { tables: readonly SchemaTable[] }) {
  return (
    <Table aria-label="Tables">
      <TableHeader>
        <TableRow className="hover:bg-transparent">
          <TableHead>Table</TableHead>
          <TableHead className="max-md:hidden">Known from</TableHead>
          <TableHead numeric>Columns</TableHead>
          <TableHead numeric className="max-md:hidden">
            Changes
          </TableHead>
          <TableHead numeric>Last change</TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {tables.map((table) => (
          <TableRow key={table.id} className="relative">
            <TableCell className="max-sm:w-full">
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <Link href={tableHref(table)} className="font-medium after:absolute after:inset-0 hover:text-primary">
                  <Breakable name={table.table} />
                </Link>
                {table.open_breaking > 0 ? <Badge tone="solid">{table.open_breaking} breaking</Badge> : null}
                {table.dropped_at ? <Badge>dropped</Badge> : null}
              </span>
              <span className="block text-muted-foreground text-xs [overflow-wrap:anywhere]">{placeWords(table)}</span>
            </TableCell>
            <TableCell className="max-md:hidden">
              <span className="relative">
                <OriginBadge origin={table.origin} />
              </span>
            </TableCell>
            <TableCell numeric>{table.columns_count}</TableCell>
            <TableCell numeric className="max-md:hidden">
              {table.changes_count}
            </TableCell>
            <TableCell numeric className="whitespace-nowrap text-muted-foreground">
              {table.changed_at ? <TimeAgo at={table.changed_at} /> : 'none'}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
