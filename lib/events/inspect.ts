import { previewColumns, previewMetrics } from '@/lib/metrics/preview'
import type { EventFormat } from './contract'
import type { Hints, Outcome } from './envelopes/envelope'
import { readMessage } from './envelopes/recognise'
import type { InspectedEvent, InspectedMessage, InspectedOutcome, InspectedTable, Inspection } from './inspect-contract'
import { type EventLimits, type Image, readNative } from './native'
import { type PreparedEvent, prepareEvent } from './prepare'

export type InspectOptions = {
  hints: Hints
  forced?: EventFormat
  limits: EventLimits & { maxEventBytes: number }
}

type Judged = { outcome: InspectedOutcome; prepared?: PreparedEvent }
const nothing = { warnings: [], metrics: [] }

const image = (text: string | null) => (text === null ? null : (JSON.parse(text) as Image))

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

function judge(outcome: Outcome, limits: InspectOptions['limits']): Judged {
  if (outcome.kind === 'ignored') return { outcome: { ...outcome, ...nothing } }
  if (outcome.kind === 'refused') return { outcome: { ...outcome, id: null, ...nothing } }
  const reading = readNative(outcome.draft, limits)
  if (reading.kind === 'ignored') {
    return { outcome: { kind: 'ignored', reason: 'it marks where a transaction begins or ends', ...nothing } }
  }
  if (reading.kind === 'refused') return { outcome: { ...reading, ...nothing } }
  const prepared = prepareEvent(reading.event)
  const { id, bytes, repaired } = prepared
  if (bytes > limits.maxEventBytes) {
    const message = `the event has about ${bytes} bytes; at most ${limits.maxEventBytes} are taken`
    return { outcome: { kind: 'refused', id, code: 'event_too_large', message, ...nothing } }
  }
  const warnings = [...(outcome.notes ?? [])]
  if (repaired) {
    warnings.push({ code: 'text_repaired', message: 'characters that cannot be stored were replaced by U+FFFD' })
  }
  return { outcome: { kind: 'event', event: toEvent(prepared), warnings, metrics: [] }, prepared }
}

type OwnTable = { table: string; schema: string; events: PreparedEvent[] }
const identity = ({ source, database, schema, table }: PreparedEvent) =>
  JSON.stringify([source, database, schema, table])

function groupByTable(judged: Iterable<Judged>): Map<string, OwnTable> {
  const tables = new Map<string, OwnTable>()
  for (const { prepared } of judged) {
    if (!prepared) continue
    const { table, schema } = prepared
    const own = tables.get(identity(prepared)) ?? { table, schema, events: [] }
    own.events.push(prepared)
    tables.set(identity(prepared), own)
  }
  return tables
}

function previewTable({ table, schema, events }: OwnTable): InspectedTable {
  const columns = previewColumns(events.flatMap(({ after }) => (after ? [after] : [])))
  return { table, schema, columns, metrics: previewMetrics(table, columns) }
}

/** What ingestion would make of messages, without doing it: their formats, events, errors, columns and metrics. */
export function inspectMessages(messages: readonly unknown[], { hints, forced, limits }: InspectOptions): Inspection {
  const read = messages.map((message) => {
    const { format, outcomes } = readMessage(message, hints, forced)
    return { format, judged: outcomes.map((outcome) => judge(outcome, limits)) }
  })
  const tables = new Map(
    [...groupByTable(read.flatMap(({ judged }) => judged))].map(([key, own]) => [key, previewTable(own)]),
  )
  const withMetrics = ({ outcome, prepared }: Judged): InspectedOutcome => {
    if (!prepared) return outcome
    const columns = tables
      .get(identity(prepared))
      ?.columns.filter(({ name }) => Object.hasOwn(prepared.after ?? {}, name))
    return { ...outcome, metrics: previewMetrics(prepared.table, columns ?? []) }
  }
  const listed: InspectedMessage[] = read.map(({ format, judged }, index) => ({
    index,
    format,
    outcomes: judged.map(withMetrics),
  }))
  const formats = new Set(listed.map(({ format }) => format))
  return {
    format: formats.size === 1 ? (listed[0]?.format ?? null) : null,
    messages: listed,
    tables: [...tables.values()],
  }
}
