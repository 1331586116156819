'use client'

import { useQuery } from '@tanstack/react-query'
import { formatInstant, formatMoment } from '@/components/charts/format-time'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { chooseColumns, readCell } from '@/lib/dashboards/cells'
import { plainWords, sentence } from '@/lib/dashboards/words'
import { eventListOptions } from '@/lib/events/client'
import type { EventType } from '@/lib/events/contract'
import type { WidgetBodyProps } from './widget-kind'
import { WidgetEmpty, WidgetFailed, WidgetLoading } from './widget-states'

const said: Record<EventType, { word: string; tone: BadgeTone }> = {
  INSERT: { word: 'New', tone: 'success' },
  UPDATE: { word: 'Changed', tone: 'primary' },
  DELETE: { word: 'Deleted', tone: 'destructive' },
  SNAPSHOT: { word: 'Read', tone: 'neutral' },
  TRUNCATE: { word: 'Emptied', tone: 'warning' },
  DDL: { word: 'Schema', tone: 'neutral' },
}

type ImageCellProps = { value: unknown; numeric: boolean; timeZone: string }

function ImageCell({ value, numeric, timeZone }: ImageCellProps) {
  const { text, kind } = readCell(value)
  const shown =
    kind === 'time' && text.includes(':') && /(Z|[+-]\d\d(:?\d\d)?)$/i.test(text) ? formatMoment(text, timeZone) : text
  return (
    <TableCell numeric={numeric} className="max-w-64 truncate whitespace-nowrap" title={text}>
      {kind === 'nothing' ? <span className="text-muted-foreground">–</span> : shown}
    </TableCell>
  )
}

/** The newest changes of a table, each with the row as it is after it (before it, for a deleted one). */
export function LatestRows({ widget, timeZone }: WidgetBodyProps) {
  const { table, columns, limit = 20 } = widget.config
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
  return (
    <Table fill aria-label={widget.title}>
      <TableHeader className="sticky top-0 z-10 bg-card">
        <TableRow>
          <TableHead>Time</TableHead>
          <TableHead>Change</TableHead>
          {shown.map((name) => (
            <TableHead key={name} numeric={numeric.has(name)}>
              {sentence(plainWords(name))}
            </TableHead>
          ))}
        </TableRow>
      </TableHeader>
      <TableBody>
        {rows.map(({ event, image }) => (
          <TableRow key={event.uid}>
            <TableCell
              className="tabular whitespace-nowrap text-muted-foreground"
              title={formatInstant(event.timestamp, timeZone)}
            >
              {formatMoment(event.timestamp, timeZone)}
            </TableCell>
            <TableCell>
              <Badge tone={said[event.type].tone}>{said[event.type].word}</Badge>
            </TableCell>
            {shown.map((name) => (
              <ImageCell key={name} value={image[name]} numeric={numeric.has(name)} timeZone={timeZone} />
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  )
}
