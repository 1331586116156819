import { csvField } from '@/lib/http/csv-field'
import type { MetricRange } from './contract'

export const rangeForms = ['csv', 'ndjson'] as const
export type RangeForm = (typeof rangeForms)[number]

/** A range as lines, one for each point, series by series: its time, its labels, its value (empty or null where there is none). */
export function* rangeLines({ series }: Pick<MetricRange, 'series'>, form: RangeForm): Generator<string> {
  const names = [...new Set(series.flatMap(({ labels }) => Object.keys(labels)))]
  if (form === 'csv') yield `${['timestamp', 'metric', ...names, 'value'].map(csvField).join(',')}\r\n`
  for (const { metric, labels, data_points } of series) {
    const told = [metric, ...names.map((name) => labels[name])]
    const around = told.map(csvField).join(',')
    const lines = data_points.map(({ timestamp, value }) =>
      form === 'csv'
        ? `${timestamp},${around},${value ?? ''}\r\n`
        : `${JSON.stringify({ timestamp, metric, labels, value })}\n`,
    )
    yield lines.join('')
  }
}
