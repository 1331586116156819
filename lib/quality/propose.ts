import { formatDuration } from '@/lib/config/duration'
import { wordsOf } from '@/lib/metrics/column-name'
import { dayMs, hourMs, minuteMs } from '@/lib/metrics/fold'
import type { ShapeCounts } from '@/lib/metrics/shape'
import type { RuleParams, RuleType, Severity } from './contract'

/** What has been seen of a column: rows by the shape of their value, the least number, and how often each category came and since when. */
export type SeenColumn = {
  name: string
  role: string
  unit: string
  /** What is stored in the place of its values: a marker, or a pseudonym of each. */
  masked: 'marked' | 'hashed' | null
  counts: ShapeCounts
  min: number | null
  categories: { value: string; count: number; firstAt: number }[]
}
/** What has been seen of a table. Times are milliseconds, of events. */
export type SeenTable = {
  table: string
  rows: number
  firstAt: number
  lastAt: number
  key: string[] | null
  columns: SeenColumn[]
  /** The longest time without an event. */
  longestGapMs: number | null
}
/** `trial`: there is no evidence yet; rows are judged in silence until there is. */
export type Proposal = {
  type: RuleType
  columns: string[]
  params: RuleParams
  severity: Severity
  threshold: number
  minRows: number
  windowMs: number
  trial: boolean
  evidence: { rows: number; passed: number } | null
}

const leastRows = 500
const leastForSets = 1000
const mostValues = 20
const mostRules = 30
const windows = [5 * minuteMs, 15 * minuteMs, hourMs, 6 * hourMs, dayMs]
/** A window should have so many rows that a few bad ones among good ones can be told from many. */
const rowsOfWindow = 40
/** Of a share that varies windows with fewer rows than these say nothing. */
const rowsOfShare = 20
/** How many standard deviations a share may lie off. */
const sigmas = 4

const rowsOf = ({ counts }: SeenColumn) => Object.values(counts).reduce((sum, count) => sum + count, 0)

/** The shortest window that has enough rows, by how often they come. */
export function windowFor({ rows, firstAt, lastAt }: Pick<SeenTable, 'rows' | 'firstAt' | 'lastAt'>): number {
  const perMs = rows / Math.max(lastAt - firstAt, minuteMs)
  return windows.find((width) => width * perMs >= rowsOfWindow) ?? dayMs
}

type Shared = Pick<Proposal, 'params' | 'windowMs' | 'minRows' | 'trial'>
type Make = (type: RuleType, columns: string[], more: Partial<Proposal>) => Proposal

function completeness(column: SeenColumn, isKey: boolean, make: Make): Proposal[] {
  if (column.masked === 'marked') return [make('not_null', [column.name], { trial: true, threshold: 99 })]
  const [rows, { nulls }] = [rowsOf(column), column.counts]
  const evidence = { rows, passed: rows - nulls }
  if (isKey)
    return nulls === 0
      ? [make('not_null', [column.name], { severity: 'high', threshold: 100, minRows: 1, evidence })]
      : []
  if (nulls === 0) {
    const severity = column.role === 'identifier' || column.unit === 'currency' ? 'medium' : 'low'
    return [make('not_null', [column.name], { severity, threshold: 99, evidence })]
  }
  const share = nulls / rows
  if (share > 0.4) return []
  const spread = sigmas * Math.sqrt((share * (1 - share)) / rowsOfShare)
  const threshold = Math.floor((1 - share - Math.max(0.05, spread)) * 1000) / 10
  return threshold > 20
    ? [make('not_null', [column.name], { severity: 'low', threshold, minRows: rowsOfShare, evidence })]
    : []
}

const numbersOf = ({ flags, numbers, decimals, epochs }: ShapeCounts) => flags + numbers + decimals + epochs

function validity(column: SeenColumn, make: Make): Proposal[] {
  const { counts, name, role, unit, min, masked } = column
  if (masked)
    return wordsOf(name).some((word) => word === 'email' || word === 'mail')
      ? [make('email_format', [name], { trial: true, threshold: 97 })]
      : []
  const values = rowsOf(column) - counts.nulls
  if (values < leastRows) return []
  const found: Proposal[] = []
  const evidence = { rows: values, passed: values }
  if (numbersOf(counts) === values && role === 'numeric') {
    found.push(make('type', [name], { params: { value_type: 'number' }, severity: 'high', threshold: 99, evidence }))
    if (min !== null && min > 0 && unit === 'currency')
      found.push(make('positive', [name], { threshold: 99, evidence }))
    else if (min !== null && min >= 0) found.push(make('non_negative', [name], { threshold: 99, evidence }))
  }
  if (counts.uuids === values) found.push(make('uuid', [name], { threshold: 99, evidence }))
  if (counts.times === values)
    found.push(make('type', [name], { params: { value_type: 'timestamp' }, threshold: 99, evidence }))
  if (role === 'identifier' && counts.decimals === 0 && numbersOf(counts) === values)
    found.push(make('type', [name], { params: { value_type: 'integer' }, severity: 'high', threshold: 99, evidence }))
  return found
}

/** Values that all came often, none of them lately, are all that there are. */
function closedSet({ name, role, categories }: SeenColumn, { firstAt, lastAt }: SeenTable, make: Make): Proposal[] {
  const rows = categories.reduce((sum, { count }) => sum + count, 0)
  if (role !== 'categorical' || rows < leastForSets || categories.length > mostValues || categories.length < 2)
    return []
  const late = (firstAt + lastAt) / 2
  const open = categories.some(({ count, firstAt: since, value }) => count < 5 || since > late || value === '__other__')
  if (open) return []
  const values = categories.map(({ value }) => value).sort()
  return [
    make('in_set', [name], {
      params: { values },
      threshold: 100,
      minRows: 1,
      windowMs: 5 * minuteMs,
      evidence: { rows, passed: rows },
    }),
  ]
}

const singular = (word: string) =>
  word.endsWith('ies')
    ? `${word.slice(0, -3)}y`
    : word.endsWith('ses')
      ? word.slice(0, -2)
      : word.endsWith('s')
        ? word.slice(0, -1)
        : word

/** The table whose rows a column names by its name: `customer_id` those of customers. */
export function referredTable(column: string, own: string, tables: readonly string[]): string | null {
  const words = wordsOf(column)
  const last = words.pop()
  if ((last !== 'id' && last !== 'fk') || words.length === 0) return null
  const wanted = words.join('_')
  const like = (table: string) => {
    const name = wordsOf(table)
    return [...name.slice(0, -1), singular(name.at(-1) ?? '')].join('_')
  }
  return tables.find((table) => table !== own && like(table) === wanted) ?? null
}

const natural = new Set(['sku', 'code', 'slug', 'isbn', 'barcode', 'email'])
const begins = new Set(['created', 'inserted', 'ordered', 'placed', 'started', 'opened', 'begun', 'registered'])

/** What can only be found out by trying: unique values, references, times in order. */
function trials({ table, columns, key }: SeenTable, tables: readonly string[], make: Make): Proposal[] {
  const strict = { trial: true, threshold: 100, minRows: 1, windowMs: 5 * minuteMs }
  const found: Proposal[] = []
  for (const { name, role, masked } of columns) {
    if (masked === 'marked' || key?.includes(name)) continue
    const other = referredTable(name, table, tables)
    if (other)
      found.push(make('references', [name], { ...strict, severity: 'high', params: { references: { table: other } } }))
    if (natural.has(wordsOf(name).at(-1) ?? '') && role !== 'categorical')
      found.push(make('unique', [name], { ...strict, severity: 'high' }))
  }
  const times = columns.filter(({ counts, masked }) => !masked && counts.times > 0 && counts.texts === 0)
  const first = times.find(({ name }) => begins.has(wordsOf(name)[0] ?? ''))
  for (const { name } of first ? times : []) {
    const [word] = wordsOf(name)
    if (name === first!.name || word === 'deleted' || word === 'birth' || word === 'valid') continue
    found.push(
      make('compare', [name], { ...strict, threshold: 99, params: { operator: '>=', other_column: first!.name } }),
    )
  }
  return found
}

/** Whether enough has been seen of a table to propose rules. */
export const isKnown = ({ rows }: Pick<SeenTable, 'rows'>) => rows >= leastRows

/** The rules that a table seems to keep, by what has been seen of it, the surest first. `tables` are all there are. */
export function proposeRules(seen: SeenTable, tables: readonly string[]): Proposal[] {
  if (!isKnown(seen)) return []
  const shared: Shared = { params: {}, windowMs: windowFor(seen), minRows: 10, trial: false }
  const make: Make = (type, columns, more) => ({
    ...shared,
    type,
    columns,
    severity: 'medium',
    threshold: 100,
    evidence: null,
    ...more,
  })
  const found: Proposal[] = []
  const { key, columns } = seen
  if (key) {
    const own = columns.filter(({ name }) => key.includes(name))
    const evidence = { rows: seen.rows, passed: seen.rows }
    found.push(make('unique', key, { severity: 'critical', minRows: 1, windowMs: 5 * minuteMs, evidence }))
    for (const column of own) found.push(...completeness(column, true, make))
  }
  for (const column of columns) found.push(...closedSet(column, seen, make))
  for (const column of columns) found.push(...validity(column, make))
  found.push(...trials(seen, tables, make))
  for (const column of columns) {
    if (key?.includes(column.name) || rowsOf(column) < leastRows) continue
    found.push(...completeness(column, false, make))
  }
  const { longestGapMs } = seen
  if (longestGapMs !== null && longestGapMs <= 12 * hourMs && seen.lastAt - seen.firstAt >= dayMs) {
    const most = Math.max(10 * minuteMs, Math.ceil((2.5 * longestGapMs) / minuteMs) * minuteMs)
    const params = { max_age: formatDuration(most) }
    found.push(
      make('max_age', [], {
        params,
        severity: 'high',
        minRows: 1,
        windowMs: 5 * minuteMs,
        evidence: { rows: seen.rows, passed: seen.rows },
      }),
    )
  }
  return found.slice(0, mostRules)
}

/** What becomes of a rule on trial: it is kept where nearly all rows met it, dropped where many did not; null while that is open. */
export function judgeTrial(
  { type }: { type: RuleType },
  { checked, passed }: { checked: number; passed: number },
): 'keep' | 'drop' | null {
  if (checked < 200) return null
  const share = passed / checked
  const strict = type === 'unique' || type === 'references' || type === 'compare'
  if (share >= (strict ? 0.9995 : 0.99)) return 'keep'
  return share < 0.95 ? 'drop' : null
}
