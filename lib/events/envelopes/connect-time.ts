import { integerOf } from './fields'

const dayMs = 86_400_000
const latestMs = 8_640_000_000_000_000

const pad = (value: bigint, digits: number) => value.toString().padStart(digits, '0')

function split(count: bigint, digits: number) {
  const unit = 10n ** BigInt(digits)
  const fraction = ((count % unit) + unit) % unit
  const decimals = pad(fraction, digits).replace(/0+$/, '')
  return { seconds: (count - fraction) / unit, decimals: decimals === '' ? '' : `.${decimals}` }
}

const endless = (count: bigint) => (count < 0n ? '-infinity' : 'infinity')

function readDate(days: bigint): string {
  const ms = Number(days) * dayMs
  return Math.abs(ms) > latestMs ? endless(days) : new Date(ms).toISOString().split('T')[0]!
}

function readTimestamp(count: bigint, digits: number): string {
  const { seconds, decimals } = split(count, digits)
  const ms = Number(seconds) * 1000
  return Math.abs(ms) > latestMs ? endless(count) : `${new Date(ms).toISOString().slice(0, -5)}${decimals}Z`
}

function readTime(count: bigint, digits: number): string {
  const { seconds, decimals } = split(count < 0n ? -count : count, digits)
  const clock = [seconds / 3600n, (seconds / 60n) % 60n, seconds % 60n].map((part) => pad(part, 2)).join(':')
  return `${count < 0n ? '-' : ''}${clock}${decimals}`
}

const counted = (read: (count: bigint) => string) => (value: unknown) => {
  const count = integerOf(value)
  return count === null ? value : read(count)
}
const timestamp = (digits: number) => counted((count) => readTimestamp(count, digits))
const time = (digits: number) => counted((count) => readTime(count, digits))

/**
 * How the values of a temporal schema become texts: dates `2031-02-03`, times `04:05:06.7`, date-times RFC 3339 (those
 * without a zone in UTC), and beyond any calendar `infinity`. What is no number is left as it is.
 */
export const temporalDecoders: ReadonlyMap<string, (value: unknown) => unknown> = new Map([
  ['io.debezium.time.Date', counted(readDate)],
  ['org.apache.kafka.connect.data.Date', counted(readDate)],
  ['io.debezium.time.IsoDate', (value) => (typeof value === 'string' ? value.replace(/Z$/, '') : value)],
  ['io.debezium.time.Timestamp', timestamp(3)],
  ['org.apache.kafka.connect.data.Timestamp', timestamp(3)],
  ['io.debezium.time.MicroTimestamp', timestamp(6)],
  ['io.debezium.time.NanoTimestamp', timestamp(9)],
  ['io.debezium.time.Time', time(3)],
  ['org.apache.kafka.connect.data.Time', time(3)],
  ['io.debezium.time.MicroTime', time(6)],
  ['io.debezium.time.NanoTime', time(9)],
])
