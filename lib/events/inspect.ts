import { noOverrides, type Overrides } from '@/lib/metrics/override'
import { previewColumns, previewMetrics } from '@/lib/metrics/preview'
import { readMessage } from './envelopes/recognise'
import type { InspectedEvent, InspectedMessage, InspectedOutcome, InspectedTable, Inspection } from './inspect-contract'
import type { Image } from './native'
import { parseJson } from './parse'
import type { PreparedEvent } from './prepare'
import { type Form, type Judged, judge, type SortLimits } from './sort'

const image = (text: string | null) => (text === null ? null : (parseJson(text) as Image))

function toEvent(event: PreparedEvent): InspectedEvent {
  const { id, type, table, schema, database, source, at, rowKey, beforeText, afterText, detailText } = event
  return {
    id,
    type,
    table,
    schema,
    database,
    source,
    timestamp: new Date(at).toISOString(),
    key: rowKey,
    before: image(beforeText),
    after: image(afterText),
    detail: image(detailText),
  }
}

const upsert = {
  code: 'insert_or_update',
  message: 'the sender does not say whether the row is new: an INSERT where the row is not known yet, else an UPDATE',
}

type OwnTable = { table: string; schema: string; events: PreparedEvent[] }
const identity = ({ source, database, schema, table }: PreparedEvent) =>
  JSON.stringify([source, database, schema, table])

function groupByTable(judged: Iterable<Judged>): Map<string, OwnTable> {
  const tables = new Map<string, OwnTable>()
  for (const one of judged) {
    if (one.kind !== 'event') continue
    const { table, schema } = one.event
    const own = tables.get(identity(one.event)) ?? { table, schema, events: [] }
    own.events.push(one.event)
    tables.set(identity(one.event), own)
  }
  return tables
}

const isKeyed = ({ rowKey }: PreparedEvent) => rowKey !== null

function previewTable({ table, schema, events }: OwnTable, overrides: Overrides): InspectedTable {
  const rows = events.flatMap(({ after }) => (after ? [after] : []))
  const columns = previewColumns(rows, (column) => overrides(schema, table, column).role)
  return { table, schema, columns, metrics: previewMetrics(table, columns, events.some(isKeyed)) }
}

function describe(judged: Judged, tables: ReadonlyMap<string, InspectedTable>): InspectedOutcome {
  if (judged.kind === 'ignored') {
    const { reason = 'it marks where a transaction begins or ends' } = judged
    return { kind: 'ignored', reason, warnings: [], metrics: [] }
  }
  if (judged.kind === 'refused') return { ...judged, warnings: [], metrics: [] }
  const { event, notes } = judged
  const columns = tables.get(identity(event))?.columns ?? []
  return {
    kind: 'event',
    event: toEvent(event),
    warnings: event.upsert ? [upsert, ...notes] : notes,
    metrics: previewMetrics(
      event.table,
      columns.filter(({ name }) => Object.hasOwn(event.after ?? {}, name)),
      isKeyed(event),
    ),
  }
}

/** What ingestion would make of messages, without doing it: their formats, events, errors, columns and metrics. */
export function inspectMessages(
  messages: readonly unknown[],
  { format: forced, hints, mask }: Omit<Form, 'drafted'>,
  limits: SortLimits,
  overrides: Overrides = noOverrides,
): Inspection {
  const repeats = new Map()
  const read = messages.map((message) => {
    const { format, outcomes } = readMessage(message, hints, forced, limits)
    const judging = { foreign: format !== 'native', limits, mask, repeats }
    return { format, judged: outcomes.map((outcome) => judge(outcome, judging)) }
  })
  const grouped = groupByTable(read.flatMap(({ judged }) => judged))
  const tables = new Map([...grouped].map(([key, own]) => [key, previewTable(own, overrides)]))
  const listed = read.map(
    ({ format, judged }, index): InspectedMessage => ({
      index,
      format,
      outcomes: judged.map((one) => describe(one, tables)),
    }),
  )
  const formats = new Set(listed.map(({ format }) => format))
  return {
    format: formats.size === 1 ? (listed[0]?.format ?? null) : null,
    messages: listed,
    tables: [...tables.values()],
  }
}
