import type { ColumnRole, MeasureKind, MetricSelector, MetricType } from './contract'
import type { Aggregation } from './question-words'
import { guessUnit } from './unit'

/** A metric made without being asked for. */
export type AutoMetric = {
  name: string
  kind: MeasureKind
  field: string
  type: MetricType
  aggregation: Aggregation
  selector: MetricSelector | null
  description: string
  unit: string
}

/** A part of a metric's name: letters and digits of any script, so that no two columns of 顧客 become one. */
const safe = (text: string) => text.replace(/[^\p{L}\p{M}\p{N}_]+/gu, '_').replace(/^(?=\d)/, '_')

const reserved = new Set(['table', 'schema'])

/** The label that a measure has beside `table` and `schema`; null where it has none. */
export function ownLabel(kind: MeasureKind, field: string): string | null {
  if (kind === 'events') return 'type'
  if (kind !== 'category' && kind !== 'current') return null
  return reserved.has(field) ? `${field}_value` : field
}

const counted = [
  ['inserts', 'INSERT', 'Rows inserted into'],
  ['updates', 'UPDATE', 'Rows updated in'],
  ['deletes', 'DELETE', 'Rows deleted from'],
] as const

/** How late the changes of a table arrive, and how old the newest event is. */
function delayMetrics(table: string): AutoMetric[] {
  const base = { field: '', type: 'gauge', selector: null, unit: 's' } as const
  const prefix = safe(table)
  return [
    {
      ...base,
      name: `${prefix}_lag_seconds`,
      kind: 'lag',
      aggregation: 'avg',
      description: `Time from a change of ${table} to its arrival`,
    },
    {
      ...base,
      name: `${prefix}_freshness_seconds`,
      kind: 'freshness',
      aggregation: 'last',
      description: `Time since the newest event of ${table}`,
    },
  ]
}

/** The metrics that every table has. A SNAPSHOT is no event that happened and counts in `_events_by_type` alone. */
export function tableMetrics(table: string): AutoMetric[] {
  const prefix = safe(table)
  const base = { kind: 'events', field: '', type: 'counter', aggregation: 'sum', unit: '' } as const
  return [
    {
      ...base,
      name: `${prefix}_events_total`,
      selector: { label: 'type', values: ['SNAPSHOT'], negate: true },
      description: `Changes of ${table}`,
    },
    ...counted.map(([word, type, text]) => ({
      ...base,
      name: `${prefix}_${word}_total`,
      selector: { label: 'type', values: [type] },
      description: `${text} ${table}`,
    })),
    { ...base, name: `${prefix}_events_by_type`, selector: null, description: `Changes of ${table} by type` },
    ...delayMetrics(table),
  ]
}

const readings = [
  ['sum', 'counter', 'Sum'],
  ['avg', 'gauge', 'Average'],
  ['min', 'gauge', 'Smallest'],
  ['max', 'gauge', 'Largest'],
  ['p50', 'gauge', 'Median'],
  ['p95', 'gauge', '95th percentile'],
  ['p99', 'gauge', '99th percentile'],
] as const

/** The kind of the samples that a column's metrics read, by its role; null where it has none. */
export function kindOf(role: ColumnRole): MeasureKind | null {
  if (role === 'numeric') return 'value'
  if (role === 'categorical') return 'category'
  return role === 'identifier' ? 'distinct' : null
}

/** The metrics that a column has by its role; `unit` is that of its numbers, guessed from the name where it is null. */
export function columnMetrics(
  table: string,
  column: string,
  role: ColumnRole,
  unit: string | null = null,
): AutoMetric[] {
  const prefix = safe(table)
  const field = safe(column)
  if (role === 'numeric') {
    return readings.map(([aggregation, type, text]) => ({
      name: `${prefix}_${field}_${aggregation}`,
      kind: 'value',
      field: column,
      type,
      aggregation,
      selector: null,
      description: `${text} of ${column} written to ${table}`,
      unit: unit ?? guessUnit(column),
    }))
  }
  if (role === 'identifier') {
    return [
      {
        name: `${prefix}_${field}_cardinality`,
        kind: 'distinct',
        field: column,
        type: 'gauge',
        aggregation: 'distinct',
        selector: null,
        description: `Different values written to ${column} of ${table}`,
        unit: '',
      },
    ]
  }
  if (role !== 'categorical') return []
  return [
    {
      name: `${prefix}_by_${field}`,
      kind: 'category',
      field: column,
      type: 'counter',
      aggregation: 'sum',
      selector: null,
      description: `Values written to ${column} of ${table}`,
      unit: '',
    },
  ]
}

/** The kinds of measures that a column has by its role; those that are told from its rows come last. */
export function kindsOf(role: ColumnRole | undefined): MeasureKind[] {
  const own = role && kindOf(role)
  if (!own) return []
  if (own === 'value') return [own, 'total']
  return own === 'category' ? [own, 'current', 'transition', 'dwell'] : [own]
}

const level = { type: 'gauge', aggregation: 'last', selector: null } as const

/** The level that a table with row keys has. */
export const rowsMetric = (table: string): AutoMetric => ({
  ...level,
  name: `${safe(table)}_rows`,
  kind: 'rows',
  field: '',
  description: `Rows of ${table}`,
  unit: '',
})

/** The levels that a column of a table with row keys has by its role, and what else is told from its rows. */
export function levelMetrics(
  table: string,
  column: string,
  role: ColumnRole,
  unit: string | null = null,
): AutoMetric[] {
  const [prefix, field] = [safe(table), safe(column)]
  if (role === 'numeric') {
    const description = `Sum of ${column} over the rows of ${table}`
    const own = { name: `${prefix}_${field}_total`, kind: 'total', unit: unit ?? guessUnit(column) } as const
    return [{ ...level, ...own, field: column, description }]
  }
  if (role !== 'categorical') return []
  const own = { name: `${prefix}_current_by_${field}`, kind: 'current', unit: '' } as const
  return [
    { ...level, ...own, field: column, description: `Rows of ${table} by ${column}` },
    ...transitionMetrics(table, column),
  ]
}

/** How rows go from one value of a category to another, and how long they had had the one before. */
function transitionMetrics(table: string, column: string): AutoMetric[] {
  const prefix = `${safe(table)}_${safe(column)}`
  const base = { field: column, selector: null } as const
  return [
    {
      ...base,
      name: `${prefix}_transitions`,
      kind: 'transition',
      type: 'counter',
      aggregation: 'sum',
      description: `Changes of ${column} of ${table} from one value to another`,
      unit: '',
    },
    {
      ...base,
      name: `${prefix}_dwell_seconds`,
      kind: 'dwell',
      type: 'gauge',
      aggregation: 'p50',
      description: `Time that ${column} of ${table} had been what it was when it changed`,
      unit: 's',
    },
  ]
}
