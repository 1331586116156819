import { tableMetrics } from '@/lib/metrics/auto'

/** What the live stream says has changed: tables with new events, and other things by the first word of their keys. */
export type Change = { tables: readonly string[]; topics: readonly string[] }

export const nothing: Change = { tables: [], topics: [] }
export const everything: Change = { tables: ['*'], topics: ['*'] }

const union = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])]

export const merge = (a: Change, b: Change): Change => ({
  tables: union(a.tables, b.tables),
  topics: union(a.topics, b.topics),
})

const strings = (list: unknown) =>
  Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : []

/** Reads a message of the stream; what cannot be read may mean anything has changed. */
export function readChange(data: string): Change {
  try {
    const { tables, topics } = JSON.parse(data) as Partial<Record<keyof Change, unknown>>
    return { tables: strings(tables), topics: strings(topics) }
  } catch {
    return everything
  }
}

/** What the names of a table's metrics begin with. */
const prefixOf = (table: string) => tableMetrics(table)[0]?.name.replace(/_events_total$/, '') ?? table

/** What else than their own topic changes things, by the first word of their keys. */
const alsoBy: Record<string, string> = { alerts: 'alert-rules' }

/**
 * Whether the answer under a query key may be another now. A metric of a table has the table's name in its own; which
 * metrics there are changes with the topic `metrics` alone.
 */
export function touches({ tables, topics }: Change, queryKey: readonly unknown[]): boolean {
  const [topic, kind, subject] = queryKey
  const also = alsoBy[String(topic)]
  if (topics.includes('*') || topics.includes(String(topic)) || (also && topics.includes(also))) return true
  if (topic !== 'metrics' && topic !== 'events') return false
  if (tables.includes('*')) return true
  if (tables.length === 0 || kind === 'list') return topic === 'events' && tables.length > 0
  const named = topic === 'metrics' && typeof subject === 'string'
  return !named || tables.some((table) => subject.includes(prefixOf(table)))
}
