import type { Judged } from './judge-series'

/** A series as it stands in a file, in the order of its rows. Values are NaN where unknown. */
export type SeriesRows = { stamps: string[]; texts: string[]; timesMs: Float64Array; values: Float64Array }

/** Tells which line of a file cannot be read, and what would be right. */
export class CsvError extends Error {}

const unknown = /^(|nan|null|none|na|n\/a|[-+]?inf(inity)?)$/i
const instant = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d)(?::(\d\d(?:\.\d+)?))?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/i
const unix = /^\d{9,16}(\.\d+)?$/
const afterYear2001InMs = 1e12
const columns = 'timestamp,value,score,alert_score,is_anomaly,expected,min,max'

const bare = (field = '') =>
  field
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim()

/** Milliseconds of a time such as 2026-03-01T12:00:00Z, 2026-03-01 12:00:00 (taken as UTC) or unix seconds or milliseconds; else NaN. */
export function parseTime(text: string): number {
  if (unix.test(text))
    return Number(text) < afterYear2001InMs ? Math.round(Number(text) * 1000) : Math.round(Number(text))
  const [, day, minute = '00:00', second = '00', zone = 'Z'] = instant.exec(text) ?? []
  if (!day) return Number.NaN
  const [whole, fraction = ''] = second.split('.')
  const offset = /^[+-]/.test(zone) ? zone.replace(/^(...):?(..)$/, '$1:$2') : 'Z'
  return Date.parse(`${day}T${minute}:${whole}.${fraction.padEnd(3, '0').slice(0, 3)}${offset}`)
}

/** Reads `timestamp,value` with its header line, further columns ignored. Throws `CsvError`. */
export function parseSeriesCsv(text: string): SeriesRows {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  if (text.trim() === '') return { stamps: [], texts: [], timesMs: new Float64Array(), values: new Float64Array() }
  const header = (lines[0] ?? '').split(',').map((name) => bare(name).toLowerCase())
  const [timeColumn, valueColumn] = [header.indexOf('timestamp'), header.indexOf('value')]
  if (timeColumn < 0 || valueColumn < 0) {
    throw new CsvError(
      `line 1: expected a header with timestamp and value, not ${JSON.stringify(lines[0]?.slice(0, 80) ?? '')}`,
    )
  }
  const rows = lines.flatMap((line, at) => (at === 0 || line.trim() === '' ? [] : [{ fields: line.split(','), at }]))
  const read: SeriesRows = {
    stamps: [],
    texts: [],
    timesMs: new Float64Array(rows.length),
    values: new Float64Array(rows.length),
  }
  rows.forEach(({ fields, at }, row) => {
    const [stamp, value] = [bare(fields[timeColumn]), bare(fields[valueColumn])]
    read.timesMs[row] = parseTime(stamp)
    read.values[row] = unknown.test(value) ? Number.NaN : Number(value)
    if (Number.isNaN(read.timesMs[row]))
      throw new CsvError(
        `line ${at + 1}: expected a timestamp such as 2026-03-01T12:00:00Z, not ${JSON.stringify(stamp)}`,
      )
    if (Number.isNaN(read.values[row]) && !unknown.test(value))
      throw new CsvError(`line ${at + 1}: expected a number or nothing as value, not ${JSON.stringify(value)}`)
    read.stamps.push(stamp)
    read.texts.push(value)
  })
  return read
}

const figure = (value: number | null) =>
  value === null || !Number.isFinite(value) ? '' : String(Number(value.toPrecision(7)))

/** The rows again, with what was judged of each. */
export function formatJudgedCsv({ stamps, texts }: SeriesRows, judged: Judged[]): string {
  const lines = judged.map(({ score, alertScore, isAnomaly, band }, row) => {
    const { value, min, max } = band
    const verdict = `${score.toFixed(6)},${alertScore.toFixed(6)},${isAnomaly ? 1 : 0}`
    return `${stamps[row]},${texts[row]},${verdict},${figure(value)},${figure(min)},${figure(max)}`
  })
  return `${[columns, ...lines].join('\n')}\n`
}
