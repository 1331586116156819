import { csvField } from '@/lib/http/csv-field'
import type { DataPoint } from '@/lib/metrics/contract'
import { figure } from './figure'
import { sparkLine } from './spark-line'
import { table } from './table'
import { plain } from './terminal'

type Series = { metric: string; labels: Record<string, string>; data_points: DataPoint[]; value?: number | null }

/** What was answered: with a step a range, without one a value. */
export type Answered = { metric: string; step?: string; value?: number | null; series: Series[] }

const labelsOf = ({ labels }: Series, all: readonly Series[]) => {
  const telling = Object.keys(labels).filter((name) => all.length > 1 || !['table', 'schema'].includes(name))
  const shown = telling.filter((name) => all.length === 1 || all.some((other) => other.labels[name] !== labels[name]))
  return shown.map((name) => `${name}=${labels[name]}`).join(' ')
}

const known = (points: DataPoint[]) => points.flatMap(({ value }) => (value === null ? [] : [value]))

/** A line for each series: its labels, its values and its course. */
export function toTable({ metric, step, value, series }: Answered): string {
  const right = true as const
  if (step === undefined) {
    if (series.length === 0) return `${figure(value)}\n`
    const columns = [{ name: plain(metric) }, { name: 'VALUE', right }, { name: '' }]
    return table(
      columns,
      series.map((one) => [
        plain(labelsOf(one, series)),
        figure(one.value),
        sparkLine(one.data_points.map((point) => point.value)),
      ]),
    )
  }
  const columns = ['MIN', 'MAX', 'LAST'].map((name) => ({ name, right }))
  const rows = series.map((one) => {
    const values = known(one.data_points)
    const edges = values.length > 0 ? [Math.min(...values), Math.max(...values), values.at(-1)!] : [null, null, null]
    const course = sparkLine(one.data_points.map((point) => point.value))
    return [plain(labelsOf(one, series)), ...edges.map(figure), course]
  })
  const shown = table([{ name: plain(metric) }, ...columns, { name: `BY ${step}` }], rows)
  const [only, ...more] = series
  if (!only || more.length > 0) return shown
  const points = only.data_points.map(({ timestamp, value: at, partial }) => [
    timestamp,
    figure(at),
    partial ? 'in part' : '',
  ])
  return `${shown}\n${table([{ name: 'FROM' }, { name: 'VALUE', right }, { name: '' }], points)}`
}

/** A line for each point: its time, its labels, its value. */
export function toCsv({ step, value, series }: Answered): string {
  const names = [...new Set(series.flatMap(({ labels }) => Object.keys(labels)))]
  const line = (fields: unknown[]) => `${fields.map(csvField).join(',')}\r\n`
  if (step === undefined) {
    const rows = series.map(({ labels, value: own }) => line([...names.map((name) => labels[name]), own]))
    return line([...names, 'value']) + (series.length > 0 ? rows.join('') : line([value]))
  }
  const points = series.flatMap(({ labels, data_points }) =>
    data_points.map((point) => line([point.timestamp, ...names.map((name) => labels[name]), point.value])),
  )
  return line(['timestamp', ...names, 'value']) + points.join('')
}
