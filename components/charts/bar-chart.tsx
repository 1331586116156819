'use client'

import { ChartFrame } from './chart-frame'
import { deferred } from './deferred'
import { formatValue } from './format'
import { partsTable } from './part-words'
import type { PickPart } from './pickable'
import { type PartRow, prepareParts } from './prepare-parts'

const BarsPlot = deferred(() => import('./bars-plot').then((module) => module.BarsPlot))

export type BarChartProps = {
  /** What the chart shows, for those who do not see it. */
  label: string
  rows: readonly PartRow[]
  unit?: string
  decimals?: number
  height?: number
  /** More categories than this are drawn as one, "Other". */
  limit?: number
  onPick?: PickPart
}

const barHeight = 22

/** Categories as horizontal bars, largest first: names stay readable however long. */
export function BarChart({ label, rows, unit, decimals, height, limit = 12, onPick }: BarChartProps) {
  const all = prepareParts(rows, limit)
  const say = (value: number) => formatValue(value, unit, { decimals })
  return (
    <ChartFrame label={label} height={height} data={() => partsTable(all.parts, say)} empty={all.parts.length === 0}>
      {(size) => {
        const fitting = Math.max(2, Math.min(limit, Math.floor((size.height - 24) / barHeight)))
        return <BarsPlot onPick={onPick} parts={prepareParts(rows, fitting).parts} size={size} unit={unit} say={say} />
      }}
    </ChartFrame>
  )
}
