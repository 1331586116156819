import type { ChangeKind, ChangeSeverity, Compatibility } from './contract'
import { agree, type NormalType, readType, showType } from './normal-type'

export type Judgement = { compatibility: Compatibility; reason: string }

const compatible = (reason: string): Judgement => ({ compatibility: 'compatible', reason })
const warning = (reason: string): Judgement => ({ compatibility: 'warning', reason })
const breaking = (reason: string): Judgement => ({ compatibility: 'breaking', reason })

type Rule = (from: NormalType, to: NormalType) => Judgement
const numeric = new Set(['integer', 'decimal', 'float', 'number'])
const endless = Number.POSITIVE_INFINITY
const decimalDigits: Record<number, number> = { 8: 3, 16: 5, 24: 8, 32: 10, 64: 20 }

const integerToInteger: Rule = ({ bits = 64, unsigned }, to) => {
  const [more, toUnsigned] = [to.bits ?? 64, to.unsigned]
  if (!unsigned && toUnsigned) return breaking('Negative numbers no longer fit')
  if (more < bits || (more === bits && unsigned && !toUnsigned)) {
    return breaking(`Numbers beyond ${more} bits${toUnsigned ? '' : ' with a sign'} no longer fit`)
  }
  return compatible(`Every number of ${bits} bits fits into ${more}`)
}

const integerToDecimal: Rule = ({ bits = 64 }, { digits = endless, scale = 0 }) =>
  digits - scale < (decimalDigits[bits] ?? 20)
    ? breaking(`Numbers of more than ${digits - scale} digits no longer fit`)
    : warning('Every number fits, but readers get a decimal, which many connectors send as a text')

const integerToFloat: Rule = ({ bits = 64 }, to) =>
  bits > (to.bits === 32 ? 24 : 53)
    ? breaking(`Numbers beyond ${to.bits === 32 ? '2^24' : '2^53'} lose their last digits`)
    : warning('Every number fits, but readers get a floating-point number')

const decimalToDecimal: Rule = (from, to) => {
  const [scale, newScale] = [from.scale ?? 0, to.scale ?? from.scale ?? 0]
  const [whole, newWhole] = [(from.digits ?? endless) - scale, (to.digits ?? endless) - newScale]
  if (newScale < scale && to.digits !== endless) return breaking(`Digits after the ${newScale}th decimal are lost`)
  if (newWhole < whole) return breaking(`Numbers of more than ${newWhole} digits before the point no longer fit`)
  return compatible('Every number fits with all its digits')
}

const floatToFloat: Rule = (from, to) =>
  (to.bits ?? 64) < (from.bits ?? 64) ? breaking('Numbers lose digits') : compatible('Every number fits')

const sized =
  (what: string): Rule =>
  (from, to) => {
    const [length, next] = [from.length ?? endless, to.length ?? endless]
    if (next < length) return breaking(`${what} longer than ${next} no longer fit`)
    return compatible(next > length ? `Every value fits; longer ones may come` : 'Every value fits')
  }

const enumToEnum: Rule = ({ values = [] }, { values: next = [] }) => {
  const [gone, come] = [values.filter((one) => !next.includes(one)), next.filter((one) => !values.includes(one))]
  if (gone.length > 0) return breaking(`No longer possible: ${gone.join(', ')}`)
  return come.length > 0
    ? warning(`Readers may meet ${come.join(', ')}, which they do not know`)
    : compatible('The same values')
}

const timestampToTimestamp: Rule = (from, to) => {
  if (from.zone !== undefined && to.zone !== undefined && from.zone !== to.zone) {
    return warning(
      to.zone
        ? 'Times get a zone: the same text may mean another moment'
        : 'Times lose their zone: the same text may mean another moment',
    )
  }
  return (to.digits ?? 6) < (from.digits ?? 6) ? warning('Times are rounded') : compatible('Every time fits')
}

const numberToText = breaking('Readers that compute with it get texts: sums and averages end')

const rules: Record<string, Rule> = {
  'integer integer': integerToInteger,
  'integer decimal': integerToDecimal,
  'integer float': integerToFloat,
  'decimal decimal': decimalToDecimal,
  'decimal integer': () => breaking('Fractions are lost'),
  'decimal float': () => warning('Numbers are no longer exact'),
  'float integer': () => breaking('Fractions are lost'),
  'float decimal': () => warning('Numbers are rounded to the digits of the decimal'),
  'float float': floatToFloat,
  'text text': sized('Texts'),
  'binary binary': sized('Values'),
  'bits bits': sized('Values'),
  'enum enum': enumToEnum,
  'set set': enumToEnum,
  'enum text': () => warning('Values are no longer limited to the list'),
  'text enum': () => breaking('Values outside the list no longer fit'),
  'uuid text': () => warning('Values are no longer limited to UUIDs'),
  'text uuid': () => breaking('Values that are no UUID no longer fit'),
  'json text': () => breaking('Readers get texts in the place of objects'),
  'text json': () => breaking('Values that are no JSON no longer fit, and readers get objects'),
  'boolean integer': () => breaking('Readers get 0 and 1 in the place of false and true'),
  'integer boolean': () => breaking('Only 0 and 1 remain, as false and true'),
  'date timestamp': () => warning('Every date fits, at midnight; readers get a longer text'),
  'timestamp date': () => breaking('The time of day is lost'),
  'timestamp timestamp': timestampToTimestamp,
}

/** Whether readers and writers of a column can go on when its type becomes another, and why. */
export function judgeType(previous: string | undefined, current: string | undefined): Judgement {
  if (previous === undefined || current === undefined) return warning('What the type was is not known')
  const [from, to] = [readType(previous), readType(current)]
  if (from.family === 'array' && to.family === 'array' && from.of && to.of) {
    return (rules[`${from.of.family} ${to.of.family}`] ?? differently)(from.of, to.of)
  }
  const rule = rules[`${from.family} ${to.family}`]
  if (rule) return rule(from, to)
  if (numeric.has(from.family) && ['text', 'string'].includes(to.family)) return numberToText
  if (['text', 'string'].includes(from.family) && numeric.has(to.family)) {
    return breaking('Texts that are no number no longer fit, and readers get numbers')
  }
  return agree(from, to) ? compatible('The same type in other words') : differently(from, to)
}

const differently: Rule = (from, to) => breaking(`Readers of ${showType(from)} cannot read ${showType(to)}`)

/** What is judged: `previous` and `current` are types, `required` that a column takes no null, `default` that it has one. */
export type Judged = {
  kind: ChangeKind
  previous?: string
  current?: string
  required?: boolean
  hasDefault?: boolean
  unique?: boolean
}

const fixed: Record<
  Exclude<
    ChangeKind,
    'type_changed' | 'column_added' | 'nullability_changed' | 'default_changed' | 'index_added' | 'index_dropped'
  >,
  Judgement
> = {
  table_created: compatible('Nothing reads it yet'),
  table_dropped: breaking('Whatever reads the table gets nothing'),
  table_renamed: breaking('Whatever reads the table by its old name gets nothing'),
  column_dropped: breaking('Whatever reads the column gets nothing'),
  column_renamed: breaking('Whatever reads the column by its old name gets nothing'),
  primary_key_changed: breaking('Rows are told apart by other columns'),
  statement_unread: warning('The statement could not be read, so what it changes is not known'),
}

/** Whether readers and writers can go on after a change, and why. */
export function judgeChange(change: Judged): Judgement {
  const { kind, previous, current, required, hasDefault, unique } = change
  switch (kind) {
    case 'type_changed':
      return judgeType(previous, current)
    case 'column_added':
      if (required && !hasDefault)
        return warning('Writers that do not know it fail: it takes no null and has no default')
      return compatible('Readers leave out what they do not know')
    case 'nullability_changed':
      if (!required) return warning('Readers may meet nulls where there were none')
      return hasDefault
        ? warning('Writers that set it to null fail')
        : breaking('Writers that leave it out fail: it takes no null and has no default')
    case 'default_changed':
      return required && !hasDefault
        ? breaking('Writers that leave it out fail: it takes no null and has no default any more')
        : compatible('Only rows that leave it out are written otherwise')
    case 'index_added':
      return unique
        ? warning('Writers of values that are there already fail')
        : compatible('No reader or writer sees it')
    case 'index_dropped':
      return unique
        ? warning('Values may come twice from now on')
        : compatible('Queries may be slower, and answer the same')
    case 'primary_key_changed':
      return previous === undefined ? compatible('Rows can be told apart from now on') : fixed[kind]
    default:
      return fixed[kind]
  }
}

/** How much a change matters. */
export function severityOf(kind: ChangeKind, compatibility: Compatibility): ChangeSeverity {
  if (compatibility === 'breaking')
    return kind === 'table_dropped' || kind === 'primary_key_changed' ? 'critical' : 'high'
  return compatibility === 'warning' ? 'medium' : 'low'
}
