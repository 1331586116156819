'use client'

import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { formatValue } from '@/components/charts/format'
import { formatInstant, formatMoment } from '@/components/charts/format-time'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { chooseColumns, readCell } from '@/lib/dashboards/cells'
import { sortRows } from '@/lib/dashboards/sort-rows'
import { plainWords, sentence } from '@/lib/dashboards/words'
import { eventListOptions } from '@/lib/events/client'
import type { EventType } from '@/lib/events/contract'
import { sharedToken } from '@/lib/shares/path'
import { SortHead } from './sort-head'
import { useSort } from './use-sort'
import type { WidgetBodyProps } from './widget-kind'
import { WidgetEmpty, WidgetFailed, WidgetLoading } from './widget-states'

const EventDrawer = dynamic(() => import('@/components/events/event-drawer').then((module) => module.EventDrawer), {
  ssr: false,
})
/** No column of a row is called so. */
const timeColumn = '(time)'

const said: Record<EventType, { word: string; tone: BadgeTone }> = {
  INSERT: { word: 'New', tone: 'success' },
  UPDATE: { word: 'Changed', tone: 'primary' },
  DELETE: { word: 'Deleted', tone: 'destructive' },
  SNAPSHOT: { word: 'Read', tone: 'neutral' },
  TRUNCATE: { word: 'Emptied', tone: 'warning' },
  DDL: { word: 'Schema', tone: 'neutral' },
}

type ImageCellProps = { value: unknown; numeric: boolean; unit: string | undefined; timeZone: string }

function ImageCell({ value, numeric, unit, timeZone }: ImageCellProps) {
  const { text, kind } = readCell(value)
  const figure = unit === undefined || kind !== 'number' ? null : formatValue(Number(text), unit)
  const isMoment = kind === 'time' && text.includes(':') && /(Z|[+-]\d\d(:?\d\d)?)$/i.test(text)
  const shown = figure ?? (isMoment ? formatMoment(text, timeZone) : text)
  return (
    <TableCell numeric={numeric} className="max-w-64 truncate whitespace-nowrap" title={text}>
      {kind === 'nothing' ? <span className="text-muted-foreground">–</span> : shown}
    </TableCell>
  )
}

/** The newest changes of a table, each with the row as it is after it (before it, for a deleted one). */
export function LatestRows({ widget, timeZone }: WidgetBodyProps) {
  const { table, columns, limit = 20, formats, sort: own } = widget.config
  const [sort, sortBy] = useSort(own)
  const [open, setOpen] = useState<string | null>(null)
  const isShared = Boolean(sharedToken(usePathname()))
  const query = useQuery({ ...eventListOptions({ table, limit }), enabled: Boolean(table) })
  if (!table) return <WidgetEmpty title="No table chosen">Edit this widget to choose one.</WidgetEmpty>
  if (query.isPending) return <WidgetLoading type="table" />
  if (query.isError)
    return <WidgetFailed error={query.error} retry={() => query.refetch()} retrying={query.isFetching} />
  const rows = query.data.events.map((event) => ({ event, image: event.after ?? event.before ?? {} }))
  if (rows.length === 0)
    return <WidgetEmpty title={`Waiting for changes of ${table}`}>Its rows appear here as they change.</WidgetEmpty>
  const shown = columns?.length
    ? columns
    : chooseColumns(
        rows.map(({ image }) => image),
        Math.max(2, widget.position.width - 2),
      )
  const numeric = new Set(
    shown.filter((name) => rows.every(({ image }) => ['number', 'nothing'].includes(readCell(image[name]).kind))),
  )
  const read = ({ event, image }: (typeof rows)[number]) =>
    sort?.column === timeColumn ? event.timestamp : image[sort?.column ?? '']
  const sorted = sort ? sortRows(rows, sort.descending, read) : rows
  const place = sorted.findIndex(({ event }) => event.uid === open)
  return (
    <>
      <Table fill aria-label={widget.title}>
        <TableHeader className="sticky top-0 z-10 bg-card">
          <TableRow>
            <SortHead column={timeColumn} name="Time" sort={sort} onSort={sortBy} />
            <TableHead>Change</TableHead>
            {shown.map((name) => (
              <SortHead
                key={name}
                column={name}
                name={sentence(plainWords(name))}
                numeric={numeric.has(name)}
                sort={sort}
                onSort={sortBy}
              />
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {sorted.map(({ event, image }) => (
            <TableRow
              key={event.uid}
              className={isShared ? undefined : 'cursor-pointer'}
              onClick={isShared ? undefined : () => setOpen(event.uid)}
            >
              <TableCell
                className="tabular whitespace-nowrap text-muted-foreground"
                title={formatInstant(event.timestamp, timeZone)}
              >
                {isShared ? (
                  formatMoment(event.timestamp, timeZone)
                ) : (
                  <button type="button" className="min-h-6 rounded hover:underline">
                    <span className="sr-only">Open the change of </span>
                    {formatMoment(event.timestamp, timeZone)}
                  </button>
                )}
              </TableCell>
              <TableCell>
                <Badge tone={said[event.type].tone}>{said[event.type].word}</Badge>
              </TableCell>
              {shown.map((name) => (
                <ImageCell
                  key={name}
                  value={image[name]}
                  numeric={numeric.has(name)}
                  unit={formats?.[name]}
                  timeZone={timeZone}
                />
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {open ? (
        <EventDrawer
          uid={open}
          known={sorted[place]?.event}
          newer={sorted[place - 1]?.event.uid}
          older={place < 0 ? undefined : sorted[place + 1]?.event.uid}
          onOpen={setOpen}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </>
  )
}
