'use client'

import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { formatCompact, formatValue } from '@/components/charts/format'
import { formatDay, formatSpan } from '@/components/charts/format-time'
import { TimeAgo } from '@/components/layout/time-ago'
import { cn } from '@/components/ui/cn'
import { TableCell, TableRow } from '@/components/ui/table'
import type { StorageGroup, StoragePartition } from '@/lib/storage/contract'
import { groupWords } from './group-words'

const perDay = (bytes: number | null) => (bytes === null ? '–' : formatValue(bytes, 'bytes'))

/** A partition's range; partitions begin and end at midnight UTC, so that is how their days are told. */
function rangeOf({ starts_at, ends_at, name }: StoragePartition): string {
  if (!starts_at || !ends_at) return name
  const last = Date.parse(ends_at) - 1
  const [from, to] = [formatDay(starts_at, 'UTC'), formatDay(last, 'UTC')]
  return from === to ? from : `${from} – ${to}`
}

function PartitionRow({ partition, largest }: { partition: StoragePartition; largest: number }) {
  const { bytes, rows, last_arrival_at, drops_at, name } = partition
  return (
    <TableRow className="bg-muted/30 text-muted-foreground">
      <TableCell className="pl-10">
        <span className="whitespace-nowrap" title={name}>
          {rangeOf(partition)}
        </span>
        <span className="block text-xs lg:hidden">{drops_at ? `kept until ${formatDay(drops_at, 'UTC')}` : null}</span>
      </TableCell>
      <TableCell numeric>
        <span className="flex items-center justify-end gap-2">
          <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-full bg-muted max-sm:hidden">
            <span
              className="block h-full rounded-full bg-muted-foreground/60"
              style={{ width: `${(bytes / Math.max(1, largest)) * 100}%` }}
            />
          </span>
          <span className="min-w-16 whitespace-nowrap">{formatValue(bytes, 'bytes')}</span>
        </span>
      </TableCell>
      <TableCell numeric className="max-sm:hidden">
        {formatCompact(rows)}
      </TableCell>
      <TableCell numeric className="max-md:hidden" />
      <TableCell numeric className="whitespace-nowrap max-md:hidden">
        {last_arrival_at ? <TimeAgo at={last_arrival_at} /> : '–'}
      </TableCell>
      <TableCell numeric className="max-lg:hidden" />
      <TableCell numeric className="whitespace-nowrap max-lg:hidden">
        {drops_at ? formatDay(drops_at, 'UTC') : '–'}
      </TableCell>
    </TableRow>
  )
}

/** A kind of data, with its partitions where it is opened. */
export function GroupRows({ group }: { group: StorageGroup }) {
  const [open, setOpen] = useState(false)
  const { name, bytes, rows, bytes_per_day, retention_seconds, partitions } = group
  const { name: title, about, colour } = groupWords[name]
  const arrivals = partitions.flatMap(({ last_arrival_at }) => last_arrival_at ?? []).sort()
  const drops = partitions.flatMap(({ drops_at }) => drops_at ?? []).sort()
  const newest = arrivals.at(-1)
  return (
    <>
      <TableRow className="relative">
        <TableCell>
          <div className="flex items-center gap-2.5">
            {partitions.length > 0 ? (
              <button
                type="button"
                aria-expanded={open}
                aria-label={`${title}: ${partitions.length} partitions`}
                onClick={() => setOpen(!open)}
                className="shrink-0 after:absolute after:inset-0"
              >
                <ChevronRight
                  aria-hidden
                  className={cn('size-4 text-muted-foreground transition-transform', open && 'rotate-90')}
                />
              </button>
            ) : (
              <span className="size-4 shrink-0" />
            )}
            <span aria-hidden className={cn('size-2 shrink-0 rounded-sm', colour)} />
            <div className="min-w-0">
              <span className="font-medium">{title}</span>
              <span className="ml-2 text-muted-foreground text-xs max-sm:ml-0 max-sm:block">
                {about}
                {partitions.length > 0 ? ` · ${partitions.length} ${partitions.length === 1 ? 'part' : 'parts'}` : ''}
              </span>
            </div>
          </div>
        </TableCell>
        <TableCell numeric className="whitespace-nowrap font-medium">
          {formatValue(bytes, 'bytes')}
        </TableCell>
        <TableCell numeric className="max-sm:hidden">
          {formatCompact(rows)}
        </TableCell>
        <TableCell numeric className="whitespace-nowrap max-md:hidden">
          {perDay(bytes_per_day)}
        </TableCell>
        <TableCell numeric className="whitespace-nowrap text-muted-foreground max-md:hidden">
          {newest ? <TimeAgo at={newest} /> : '–'}
        </TableCell>
        <TableCell numeric className="whitespace-nowrap text-muted-foreground max-lg:hidden">
          {retention_seconds === null ? '–' : formatSpan(retention_seconds * 1000)}
        </TableCell>
        <TableCell numeric className="whitespace-nowrap text-muted-foreground max-lg:hidden">
          {drops[0] ? formatDay(drops[0], 'UTC') : '–'}
        </TableCell>
      </TableRow>
      {open
        ? partitions.map((partition) => (
            <PartitionRow
              key={partition.name}
              partition={partition}
              largest={Math.max(...partitions.map((one) => one.bytes))}
            />
          ))
        : null}
    </>
  )
}
