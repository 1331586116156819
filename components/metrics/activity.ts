import type { LineSeries } from '@/components/charts/line-chart'
import { otherLabel } from '@/components/charts/palette'
import type { DataPoint } from '@/lib/metrics/contract'

/** The search that finds the metrics which count a table's changes. */
export const eventMetrics = { q: '_events_total', limit: 100 }

type Answer = {
  range: { series: readonly { data_points: readonly DataPoint[] }[] }
  stepMs: number
  from: string
  to: string
  partialFrom: string | undefined
}

export type TableActivity = { table: string; total: number; points: readonly DataPoint[] }
export type Activity = {
  tables: TableActivity[]
  total: number
  /** Of all tables, in each step. */
  points: DataPoint[]
  stepMs: number
  from: string | undefined
  to: string | undefined
  partialFrom: string | undefined
}

const sum = (points: readonly DataPoint[]) => points.reduce((total, { value }) => total + (value ?? 0), 0)

function add(series: readonly (readonly DataPoint[])[]): DataPoint[] {
  const totals = new Map<string, number>()
  for (const points of series) {
    for (const { timestamp, value } of points) totals.set(timestamp, (totals.get(timestamp) ?? 0) + (value ?? 0))
  }
  return [...totals].map(([timestamp, value]) => ({ timestamp, value }))
}

/** The answers of all tables as one: busiest table first. */
export function joinActivity(answers: readonly { table: string; data: Answer }[]): Activity {
  const tables = answers
    .map(({ table, data }) => {
      const points = data.range.series[0]?.data_points ?? []
      return { table, total: sum(points), points }
    })
    .sort((a, b) => b.total - a.total || (a.table < b.table ? -1 : 1))
  const first = answers[0]?.data
  return {
    tables,
    total: tables.reduce((total, table) => total + table.total, 0),
    points: add(tables.map(({ points }) => points)),
    stepMs: first?.stepMs ?? 60_000,
    from: first?.from,
    to: first?.to,
    partialFrom: first?.partialFrom,
  }
}

/** One series a table for the `most` busiest, all others as one. */
export function activitySeries({ tables }: Activity, most = 7): LineSeries[] {
  const kept = tables.length > most + 1 ? tables.slice(0, most) : tables
  const rest = tables.slice(kept.length)
  const series = kept.map(({ table, points }) => ({ name: table, points }))
  return rest.length === 0 ? series : [...series, { name: otherLabel, points: add(rest.map(({ points }) => points)) }]
}
