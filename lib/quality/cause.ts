import type { RuleParams, RuleType } from './contract'
import type { Change, ViolatingRow, Violation } from './violation-contract'

type Broken = Violation & { params: RuleParams }

const most = 3
const shown = (value: unknown) => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

/** The values that rows have in a column, the most frequent first. */
function valuesOf(rows: readonly ViolatingRow[], column: string): string[] {
  const counts = new Map<string, number>()
  for (const { after } of rows) {
    if (!after) continue
    const text = shown(after[column])
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([text]) => text)
}

const listed = (values: readonly string[]) =>
  values.length > most ? `${values.slice(0, most).join(', ')} and ${values.length - most} more` : values.join(', ')

const missing: Partial<Record<RuleType, string>> = { not_null: 'NULL', not_empty: 'empty' }

/** What broke, of the rows seen. */
function whatBroke(
  { rule_type: type, columns, table, failed, checked, params }: Broken,
  rows: readonly ViolatingRow[],
): string {
  const [column = ''] = columns
  const place = `${table}.${column}`
  const share = `${failed.toLocaleString('en-US')} of ${checked.toLocaleString('en-US')} rows`
  const absent =
    rows.length > 0 &&
    rows.filter(({ after }) => after !== null && !Object.hasOwn(after, column)).length > rows.length / 2
  if (missing[type])
    return absent
      ? `${place} is missing from ${share}: the column is not sent any more`
      : `${place} is ${missing[type]} in ${share}`
  const values = valuesOf(rows, column)
  const found = values.length > 0 ? ` (${listed(values)})` : ''
  switch (type) {
    case 'in_set':
      return values.length > 0
        ? `${place} has values that it never had: ${listed(values)}`
        : `${place} has values that it never had`
    case 'unique':
      return `${columns.map((one) => `${table}.${one}`).join(', ')} repeats in ${share}${found}`
    case 'references':
      return `${share} of ${table} refer by ${column} to rows of ${params.references?.table} that there are not${found}`
    case 'type':
      return `${place} is not of type ${params.value_type} in ${share}${found}: its type has changed`
    case 'max_age':
      return `${table} has had no event for longer than ${params.max_age}`
    case 'row_count':
      return `${table} had ${params.learned ? 'unusually many or few' : 'too many or too few'} rows`
    case 'matches_metric':
      return `${params.metric} and ${params.equals} differ`
    case 'compare':
      return `${place} ${params.operator} ${params.other_column} does not hold in ${share}`
    case 'formula':
      return `${params.expr} does not hold in ${share}`
    default:
      return `${place} is out of bounds in ${share}${found}`
  }
}

/** What broke, and what changed just before that may be why. */
export function causeOf(broken: Broken, rows: readonly ViolatingRow[], changes: readonly Change[]): string {
  const near = changes.find(
    ({ kind, text }) => kind === 'schema' && broken.columns.some((column) => text.includes(column)),
  )
  const before = near ?? changes.find(({ kind }) => kind === 'schema') ?? changes.find(({ kind }) => kind === 'note')
  const what = whatBroke(broken, rows)
  return before ? `${what}; shortly before: ${before.text}` : what
}

const advice: Record<RuleType, string> = {
  not_null:
    'Look at what writes these rows: a field of a form or of an API that is not required any more. NOT NULL in the database would refuse them.',
  not_empty: 'Look at what writes these rows: empty texts often stand for a value that was left out.',
  positive: 'Look for corrections booked as negative rows, or units that changed.',
  non_negative: 'Look for corrections booked as negative rows, or units that changed.',
  in_range: 'Look for units that changed, or for a bound that is too narrow.',
  in_set: 'If the new value is meant, add it to the rule; else mend what writes it.',
  regex: 'Compare the rows below with the pattern: either may be wrong.',
  email_format: 'Check addresses where they are entered.',
  url: 'Check addresses where they are entered.',
  uuid: 'Look for another source of ids, or ids cut off on their way.',
  date: 'Look for another format, or placeholders in the place of dates.',
  length: 'Look for texts cut off, or codes of another kind.',
  type: 'Compare with the schema: readers of this column expect another type.',
  unique: 'Look for a retry without an idempotency key, or two writers. A unique index would refuse the second row.',
  references:
    'Look for rows deleted without those that refer to them, or written before them. A foreign key would refuse them.',
  compare: 'Look for clocks that differ, or steps that are recorded out of order.',
  formula: 'Compare the rows below with the formula: rounding, a new kind of row, or an error in what writes them.',
  max_age:
    'See whether the source still sends: its page tells of its lag; else whether what writes to the table stands still.',
  row_count: 'Compare with the metric of inserts: a job that ran twice or not at all, or traffic that changed.',
  matches_metric: 'Break both metrics down by their labels to find where they differ.',
}

/** What to do about a rule of this type that is broken. */
export const adviceFor = (type: RuleType) => advice[type]
