import { DecimalSum } from '@/lib/metrics/decimal'
import { noSamples } from '@/lib/metrics/fold'
import type { Point } from './engine'

/**
 * A point as numbers by name. A number that some engine might round, for it has more digits than all keep, comes as digits: `x_scale` of
 * them after the point, and `x_digits`, `x_digits1`, … of 15 each, the last ones first; for people as `x_about` too. What follows from the
 * others is left out.
 */
export type PointFields = Record<string, number>

const limb = 10n ** 15n
const mostLimbs = 4

/** VictoriaMetrics keeps decimals, those of one block with the same scale: numbers of so many digits stay exact beside one another. */
const isPlain = (text: string) => {
  const match = /^-?(\d+)(?:\.(\d{1,6}))?$/.exec(text)
  if (!match) return false
  const [, whole = '', fraction = ''] = match
  return whole.length + fraction.length <= 11
}

/** Decimals without an exponent. */
export const decimalOf = (value: number): string => {
  const sum = new DecimalSum()
  sum.add(value)
  return sum.toString()
}

/** Adds a number to fields; false where it has more digits than fit. */
function putNumber(fields: PointFields, name: string, text: string): boolean {
  if (isPlain(text)) {
    fields[name] = Number(text)
    return true
  }
  fields[`${name}_about`] = Number(text)
  const [whole = '', fraction = ''] = text.replace('-', '').split('.')
  const sign = text.startsWith('-') ? -1 : 1
  let rest = BigInt(whole + fraction)
  fields[`${name}_scale`] = fraction.length
  for (let place = 0; rest > 0n || place === 0; place += 1) {
    if (place === mostLimbs) return false
    fields[`${name}_digits${place || ''}`] = Number(rest % limb) * sign
    rest /= limb
  }
  return true
}

function takeNumber(fields: PointFields, name: string): string | null {
  const plain = fields[name]
  if (plain !== undefined) return decimalOf(plain)
  const scale = fields[`${name}_scale`]
  if (scale === undefined) return null
  let units = 0n
  for (let place = mostLimbs - 1; place >= 0; place -= 1) {
    units = units * limb + BigInt(fields[`${name}_digits${place || ''}`] ?? 0)
  }
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const sum = new DecimalSum()
  const cut = digits.length - scale
  sum.add(`${units < 0n ? '-' : ''}${digits.slice(0, cut)}${scale > 0 ? `.${digits.slice(cut)}` : ''}`)
  return sum.toString()
}

/** The fields of a point; null where a number has more digits than fit, or is none. */
export function fieldsOf({ bucket, aggregate }: Point): PointFields | null {
  const { count, sum, min, max, firstAt, last, lastAt, change } = aggregate
  const fields: PointFields = { count }
  const [sumText, changeText] = [sum.toString(), change.toString()]
  let fits = true
  const put = (name: string, text: string, implied: string) => {
    if (text !== implied) fits = putNumber(fields, name, text) && fits
  }
  put('sum', sumText, String(count))
  put('change', changeText, sumText)
  if (count === 0) return fits ? fields : null
  if (![min, max, last].every(Number.isFinite)) return null
  const usual = count === 1 ? decimalOf(Number(sumText)) : '1'
  put('min', decimalOf(min), usual)
  put('max', decimalOf(max), usual)
  put('last', decimalOf(last), usual)
  fields.last_ms = lastAt - bucket
  if (firstAt !== lastAt) fields.first_ms = firstAt - bucket
  return fits ? fields : null
}

const decimal = (text: string) => {
  const sum = new DecimalSum()
  sum.add(text)
  return sum
}

/** The point that `fieldsOf` made fields of; null where `count` is missing. */
export function pointOf(seriesId: number, bucket: number, fields: PointFields): Point | null {
  const { count } = fields
  if (count === undefined) return null
  const sumText = takeNumber(fields, 'sum') ?? String(count)
  const change = decimal(takeNumber(fields, 'change') ?? sumText)
  const sum = decimal(sumText)
  if (count === 0) return { seriesId, bucket, aggregate: { ...noSamples(), sum, change } }
  const usual = count === 1 ? Number(sumText) : 1
  const take = (name: string) => Number(takeNumber(fields, name) ?? usual)
  const lastAt = bucket + (fields.last_ms ?? 0)
  const firstAt = fields.first_ms === undefined ? lastAt : bucket + fields.first_ms
  const aggregate = { count, sum, change, min: take('min'), max: take('max'), last: take('last'), firstAt, lastAt }
  return { seriesId, bucket, aggregate }
}

/** One text for equal points. */
export function pointKey({ aggregate }: Point): string {
  const { count, sum, min, max, firstAt, last, lastAt, change } = aggregate
  if (count === 0) return `0 ${sum.toString()} ${change.toString()}`
  return [count, sum.toString(), change.toString(), min, max, last, firstAt, lastAt].join(' ')
}
