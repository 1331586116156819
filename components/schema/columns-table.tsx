'use client'

import { useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import Link from 'next/link'
import { TimeAgo } from '@/components/layout/time-ago'
import { Badge } from '@/components/ui/badge'
import { Breakable } from '@/components/ui/breakable'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { columnsOptions } from '@/lib/metrics/client'
import type { SchemaColumn, SchemaTableDetail } from '@/lib/schemas/contract'
import { nullWords, originWords } from './schema-words'

type Use = { role: string; unit: string }

function Details({ column, use }: { column: SchemaColumn; use: Use | undefined }) {
  const facts = [
    column.nullable === false ? 'not null' : null,
    column.default === null ? null : `default ${column.default}`,
    use ? [use.role, use.unit].filter(Boolean).join(', ') : null,
  ].filter(Boolean)
  return <span className="mt-0.5 block text-muted-foreground text-xs md:hidden">{facts.join(' · ')}</span>
}

function ColumnCells({ column, use, table }: { column: SchemaColumn; use: Use | undefined; table: string }) {
  const { name, type, normal_type, nullable, primary_key, since, origin } = column
  return (
    <TableRow>
      <TableCell className="break-words">
        <span className="font-medium">
          <Breakable name={name} />
        </span>
        {primary_key ? (
          <Badge tone="primary" className="ml-2 align-middle">
            <KeyRound aria-hidden />
            key
          </Badge>
        ) : null}
        <Details column={column} use={use} />
      </TableCell>
      <TableCell className="break-words">
        {type === null ? (
          <span className="text-muted-foreground">not told</span>
        ) : (
          <code className="font-mono text-xs">{type}</code>
        )}
        {normal_type && normal_type !== type ? (
          <span className="block text-muted-foreground text-xs">{normal_type}</span>
        ) : null}
      </TableCell>
      <TableCell className="max-md:hidden">{nullWords(nullable)}</TableCell>
      <TableCell className="max-w-56 break-words text-muted-foreground max-lg:hidden">
        {column.default === null ? '–' : <code className="font-mono text-xs">{column.default}</code>}
      </TableCell>
      <TableCell className="max-md:hidden">
        {use ? (
          <Link href={`/explore?table=${encodeURIComponent(table)}`} className="hover:text-primary">
            {use.role}
            {use.unit ? <span className="text-muted-foreground"> · {use.unit}</span> : null}
          </Link>
        ) : (
          <span className="text-muted-foreground">–</span>
        )}
      </TableCell>
      <TableCell numeric className="whitespace-nowrap text-muted-foreground max-sm:hidden">
        {since ? <TimeAgo at={since} /> : <span title={originWords[origin].hint}>always</span>}
      </TableCell>
    </TableRow>
  )
}

/** The columns of a table: as its database has them, and what they are taken for. */
export function ColumnsTable({ table }: { table: SchemaTableDetail }) {
  const taken = useQuery(columnsOptions(table.table)).data?.columns ?? []
  const own = taken.filter(({ schema, source }) => schema === table.schema && source === table.source)
  const uses = new Map((own.length > 0 ? own : taken).map(({ column, role, unit }) => [column, { role, unit }]))
  return (
    <Table aria-label={`Columns of ${table.table}`}>
      <TableHeader className="border-t">
        <TableRow className="hover:bg-transparent">
          <TableHead>Column</TableHead>
          <TableHead>Type</TableHead>
          <TableHead className="max-md:hidden">Null</TableHead>
          <TableHead className="max-lg:hidden">Default</TableHead>
          <TableHead className="max-md:hidden">Role</TableHead>
          <TableHead numeric className="max-sm:hidden">
            Since
          </TableHead>
        </TableRow>
      </TableHeader>
      <TableBody>
        {table.columns.map((column) => (
          <ColumnCells key={column.name} column={column} use={uses.get(column.name)} table={table.table} />
        ))}
      </TableBody>
    </Table>
  )
}
