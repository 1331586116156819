import type { LinePoint } from '@/components/charts/prepare-lines'
import { isoIn } from './explore-csv'

export type NdjsonSeries = { name: string; labels: Readonly<Record<string, string>>; points: readonly LinePoint[] }

/** One object a line for each point, series by series; where a series has no value it is null. */
export const writeNdjson = (series: readonly NdjsonSeries[], timeZone: string): string =>
  series
    .flatMap(({ name, labels, points }) =>
      points.map(({ timestamp, value }) => {
        const time = isoIn(Date.parse(timestamp), timeZone)
        return `${JSON.stringify({ time, series: name, labels, value })}\n`
      }),
    )
    .join('')
