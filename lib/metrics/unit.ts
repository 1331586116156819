import { wordsOf } from './column-name'

const money =
  'amount amt price total subtotal revenue cost fee tax discount discounts balance paid charge refund salary budget freight wage debit credit due spent income expense payment'
const spellings: [unit: string, words: string][] = [
  ['ms', 'ms msec msecs millis millisecond milliseconds'],
  ['s', 's sec secs second seconds duration elapsed uptime timeout'],
  ['minutes', 'min mins minute minutes'],
  ['hours', 'hours hrs'],
  ['days', 'days'],
  ['bytes', 'bytes filesize'],
  ['kB', 'kb kilobytes'],
  ['MB', 'mb megabytes'],
  ['GB', 'gb gigabytes'],
  ['percent', 'percent pct percentage'],
  ['celsius', 'c celsius degc'],
  ['fahrenheit', 'f fahrenheit degf'],
  ['kelvin', 'kelvin'],
  ['kWh', 'kwh'],
  ['W', 'watts'],
  ['V', 'volts'],
  ['kg', 'kg kilograms'],
  ['g', 'grams'],
  ['km', 'km kilometers kilometres'],
  ['cm', 'cm'],
  ['mm', 'mm'],
  ['km/h', 'kmh kph'],
  ['hPa', 'hpa'],
  ['Hz', 'hz hertz'],
  ['ppm', 'ppm'],
  ['dB', 'db decibels'],
  ['dBm', 'dbm rssi'],
  ['rpm', 'rpm'],
]
/** The units that a name may say, beside `currency`. */
export const units = spellings.map(([unit]) => unit)
const unitOf = new Map(spellings.flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit] as const)))
const amounts = new Set(money.split(' '))
/** What an amount may be said to be before or after it; `total_items` is none. */
const said = new Set('net gross signed decimal untaxed total due refunded subtotal residual tax ytd'.split(' '))
const bytesBefore = new Set(
  'file response request body repository payload content image memory disk upload download'.split(' '),
)
/** One letter is a unit after what it measures alone. */
const heat = new Set('temperature temp'.split(' '))
const times = new Set('time latency duration delay wait elapsed timeout age'.split(' '))
const other = new Set('count qty quantity percent pct rate ratio id number weight'.split(' '))

/** The unit that a name says, as charts know it: `currency`, `ms`, `bytes`, `percent` and so on; empty where it says none. */
export function guessUnit(field: string): string {
  const words = wordsOf(field).filter((word, place) => place === 0 || !/^\d+$/.test(word))
  const last = words.at(-1) ?? ''
  const before = words.at(-2) ?? ''
  if (last.length === 1) {
    const fits = last === 's' ? times.has(before) : heat.has(before)
    return fits ? (unitOf.get(last) ?? '') : ''
  }
  if (last === 'min' && !times.has(before)) return ''
  const unit =
    unitOf.get(last) ?? (unitOf.has(words[0] ?? '') && words[0] !== 'min' ? unitOf.get(words[0]!) : undefined)
  if (unit && (unitOf.has(last) || unit === 'days' || unit === 'bytes')) return unit
  if (last === 'size' && bytesBefore.has(before)) return 'bytes'
  if (amounts.has(last)) return 'currency'
  const amount = words.findIndex((word) => amounts.has(word) && word !== 'total')
  const plain = words.some((word) => other.has(word))
  if (amount >= 0 && !plain && words.slice(amount + 1).every((word) => said.has(word))) return 'currency'
  return ''
}
