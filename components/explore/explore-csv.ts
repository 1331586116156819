import { tzOffset } from '@date-fns/tz/tzOffset'
import type { LinePoint } from '@/components/charts/prepare-lines'
import { csvField } from '@/lib/http/csv-field'

export type CsvSeries = { name: string; points: readonly LinePoint[] }

const pad = (value: number) => String(value).padStart(2, '0')

/** An instant on the clock of a zone, with its offset: `2026-03-12T14:05:00+01:00`. */
export function isoIn(at: number, timeZone: string): string {
  const minutes = Math.round(tzOffset(timeZone, new Date(at)))
  const wall = new Date(at + minutes * 60_000).toISOString().replace(/\.000Z$|Z$/, '')
  if (minutes === 0) return `${wall}Z`
  const size = Math.abs(minutes)
  return `${wall}${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`
}

/** Lines of fields (RFC 4180). */
export const csvLines = (lines: readonly (readonly unknown[])[]): string =>
  lines.map((line) => `${line.map(csvField).join(',')}\r\n`).join('')

/** One line a step, one column a series (RFC 4180); where a series has no value the field is empty. */
export function writeCsv(series: readonly CsvSeries[], timeZone: string): string {
  const columns = series.map(
    ({ points }) => new Map(points.map(({ timestamp, value }) => [Date.parse(timestamp), value])),
  )
  const instants = [...new Set(columns.flatMap((column) => [...column.keys()]))].sort((a, b) => a - b)
  const lines = instants.map((at) => [isoIn(at, timeZone), ...columns.map((column) => column.get(at))])
  return csvLines([['time', ...series.map(({ name }) => name)], ...lines])
}
