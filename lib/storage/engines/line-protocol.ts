import { DecimalSum } from '@/lib/metrics/decimal'
import { noSamples } from '@/lib/metrics/fold'
import type { Point, SeriesName } from '../engine'
import { decimalOf } from '../point-fields'

export const measurement = 'datawatch_samples'

/**
 * All fields of every point: of one that is written again, none of those before may be left. What a double has no room for of a sum is in
 * `_rest` and `_rest2`.
 */
export const influxFields = [
  'count',
  'sum',
  'sum_rest',
  'sum_rest2',
  'change',
  'change_rest',
  'change_rest2',
  'min',
  'max',
  'last',
  'first_ms',
  'last_ms',
] as const
export type InfluxFields = Record<(typeof influxFields)[number], number>

const taken = new Set(['installation', 'series', 'field', 'kind', 'table', 'schema', 'time', 'name'])
const escaped = (text: string) => text.replace(/[\n\r\t]/g, ' ').replace(/[\\,= ]/g, '\\$&')
/** A backslash at the end would escape what follows. */
const tagValue = (text: string) => escaped([...text].slice(0, 1000).join('').replace(/\\+$/, ''))
const tagName = (name: string) => escaped(taken.has(name) || name.startsWith('_') ? `label_${name}` : name)

const decimal = (text: string) => {
  const sum = new DecimalSum()
  sum.add(text)
  return sum
}

/** Doubles that add up to a decimal exactly; null where three do not. */
function split(value: string): [number, number, number] | null {
  const parts: number[] = []
  let left = decimal(value)
  for (let i = 0; i < 3; i += 1) {
    const part = Number(left.toString())
    parts.push(part)
    const rest = decimal(left.toString())
    rest.add(decimalOf(-part))
    left = rest
  }
  return left.toString() === '0' ? (parts as [number, number, number]) : null
}

/** Doubles added up as the decimals that they are written as. */
function join(...parts: number[]): string {
  const sum = new DecimalSum()
  for (const part of parts) sum.add(decimalOf(part))
  return sum.toString()
}

const finite = (value: number) => (Number.isFinite(value) ? value : 0)

/** A point as a line; null where a sum has more digits than fit. */
export function lineOf(installation: string, point: Point, name: SeriesName | undefined): string | null {
  const { seriesId, bucket, aggregate } = point
  const { count, sum, change, min, max, last, firstAt, lastAt } = aggregate
  const [sums, changes] = [split(sum.toString()), split(change.toString())]
  if (!sums || !changes) return null
  const fields: InfluxFields = {
    count,
    sum: sums[0],
    sum_rest: sums[1],
    sum_rest2: sums[2],
    change: changes[0],
    change_rest: changes[1],
    change_rest2: changes[2],
    min: finite(min),
    max: finite(max),
    last,
    first_ms: finite(firstAt - bucket),
    last_ms: finite(lastAt - bucket),
  }
  const { table = '', schema = '', field = '', kind = '', labels = {} } = name ?? {}
  const own = Object.entries(labels).filter(([label]) => label !== 'table' && label !== 'schema')
  const tags = [
    ...Object.entries({ table, schema, field, kind, installation, series: String(seriesId) }).map(([tag, value]) => [
      tag,
      tagValue(value),
    ]),
    ...own.map(([label, value]) => [tagName(label), tagValue(value)]),
  ].filter(([tag, value]) => tag !== '' && value !== '')
  const written = influxFields.map((one) => `${one}=${fields[one]}`)
  return `${measurement},${tags.map(([tag, value]) => `${tag}=${value}`).join(',')} ${written.join(',')} ${bucket}`
}

/** The point of such fields; null where one is missing. */
export function readFields(seriesId: number, bucket: number, fields: Partial<InfluxFields>): Point | null {
  if (influxFields.some((name) => fields[name] === undefined)) return null
  const { count, min, max, last, first_ms, last_ms, ...sums } = fields as InfluxFields
  const sum = decimal(join(sums.sum, sums.sum_rest, sums.sum_rest2))
  const change = decimal(join(sums.change, sums.change_rest, sums.change_rest2))
  const samples =
    count === 0 ? noSamples() : { count, min, max, last, firstAt: bucket + first_ms, lastAt: bucket + last_ms }
  return { seriesId, bucket, aggregate: { ...samples, sum, change } }
}
