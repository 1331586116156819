'use client'

import type { Stack } from '@/lib/dashboards/stack'
import { type ChartData, ChartFrame } from './chart-frame'
import { ChartLegend } from './chart-legend'
import { deferred } from './deferred'
import { formatValue } from './format'
import { type ColorChoice, displayName } from './palette'
import { partsTable } from './part-words'
import type { PickPart } from './pickable'
import { barsOfParts, barsOfStacks } from './prepare-bars'
import { type PartRow, prepareParts } from './prepare-parts'

const BarsPlot = deferred(() => import('./bars-plot').then((module) => module.BarsPlot))

type Look = {
  /** What the chart shows, for those who do not see it. */
  label: string
  unit?: string
  decimals?: number
  height?: number
  layout?: 'horizontal' | 'vertical'
  colors?: ColorChoice
}

export type BarChartProps = Look & {
  rows: readonly PartRow[]
  /** More categories than this are drawn as one, "Other". */
  limit?: number
  onPick?: PickPart
}

const [barHeight, barWidth] = [22, 44]

/** How many bars there is room for. */
function fitting(size: { width: number; height: number }, layout: Look['layout'], limit: number) {
  const room = layout === 'vertical' ? (size.width - 40) / barWidth : (size.height - 24) / barHeight
  return Math.max(2, Math.min(limit, Math.floor(room)))
}

/** Categories as bars, largest first; lying ones leave names readable however long. */
export function BarChart({ rows, limit = 12, onPick, ...look }: BarChartProps) {
  const { label, unit, decimals, height, layout, colors } = look
  const all = prepareParts(rows, limit, colors)
  const say = (value: number) => formatValue(value, unit, { decimals })
  return (
    <ChartFrame label={label} height={height} data={() => partsTable(all.parts, say)} empty={all.parts.length === 0}>
      {(size) => {
        const { parts } = prepareParts(rows, fitting(size, layout, limit), colors)
        return <BarsPlot bars={barsOfParts(parts)} size={size} unit={unit} say={say} layout={layout} onPick={onPick} />
      }}
    </ChartFrame>
  )
}

type StackedBarsProps = Look & {
  stacks: readonly Stack[]
  names: readonly string[]
  legend?: 'off' | 'bottom' | 'right'
}

const nobody: ReadonlySet<string> = new Set()

/** Categories as bars, each made up of parts. */
export function StackedBars({ stacks, names, legend = 'bottom', ...look }: StackedBarsProps) {
  const { label, unit, decimals, height, layout, colors } = look
  const say = (value: number) => formatValue(value, unit, { decimals })
  const bars = barsOfStacks(stacks, names, colors)
  const data = (): ChartData => ({
    columns: ['Category', ...names.map(displayName), 'Total'],
    rows: stacks.map((stack) => [
      displayName(stack.label),
      ...names.map((name) => say(stack.values[name] ?? 0)),
      say(stack.total),
    ]),
    total: stacks.length,
  })
  const items = bars.series.map(({ name, color = '' }) => ({ name, color }))
  return (
    <ChartFrame
      label={label}
      height={height}
      data={data}
      empty={stacks.length === 0}
      beside={legend === 'right'}
      legend={legend === 'off' ? null : <ChartLegend items={items} hidden={nobody} beside={legend === 'right'} />}
    >
      {(size) => {
        const shown = { ...bars, rows: bars.rows.slice(0, fitting(size, layout, bars.rows.length)) }
        return <BarsPlot bars={shown} size={size} unit={unit} say={say} layout={layout} />
      }}
    </ChartFrame>
  )
}
