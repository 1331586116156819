'use client'

import { Bar, CartesianGrid, BarChart as Chart, Rectangle, Tooltip, XAxis, YAxis } from 'recharts'
import { axisFormat } from './axis-format'
import { ChartFrame } from './chart-frame'
import { ChartTooltip } from './chart-tooltip'
import { formatValue } from './format'
import { displayName } from './palette'
import { type Part, type PartRow, prepareParts } from './prepare-parts'
import { valueDomain, valueTicks } from './ticks'

export type BarChartProps = {
  /** What the chart shows, for those who do not see it. */
  label: string
  rows: readonly PartRow[]
  unit?: string
  decimals?: number
  height?: number
  /** More categories than this are drawn as one, "Other". */
  limit?: number
}

const tickStyle = { fill: 'var(--chart-axis)', fontSize: 11 }
const barHeight = 22
const short = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)
const percent = (share: number) => formatValue(share, 'ratio')

/** Categories as horizontal bars, largest first: names stay readable however long. */
export function BarChart({ label, rows, unit, decimals, height, limit = 12 }: BarChartProps) {
  const all = prepareParts(rows, limit)
  const say = (value: number) => formatValue(value, unit, { decimals })
  const table = () => ({
    columns: ['Category', 'Value', 'Share'],
    rows: all.parts.map((part) => [displayName(part.label), say(part.value), percent(part.share)]),
    total: all.parts.length,
  })
  return (
    <ChartFrame label={label} height={height} data={table} empty={all.parts.length === 0}>
      {(size) => {
        const { parts } = prepareParts(rows, Math.max(2, Math.min(limit, Math.floor((size.height - 24) / barHeight))))
        const ticks = valueTicks(
          ...valueDomain(
            parts.map(({ value }) => value),
            true,
          ),
          Math.max(2, Math.floor(size.width / 120)),
          parts.every(({ value }) => Number.isInteger(value)),
        )
        const letters = Math.max(6, Math.floor((size.width * 0.35) / 6.2))
        const width = Math.max(...parts.map(({ label }) => short(displayName(label), letters).length)) * 6.4 + 10
        return (
          <Chart
            width={size.width}
            height={size.height}
            layout="vertical"
            data={parts}
            margin={{ top: 2, right: 14, bottom: 0, left: 0 }}
            barCategoryGap="22%"
          >
            <CartesianGrid horizontal={false} stroke="var(--chart-grid)" />
            <XAxis
              type="number"
              domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]}
              ticks={ticks}
              tickFormatter={axisFormat(ticks, unit)}
              tick={tickStyle}
              tickLine={false}
              axisLine={false}
              height={22}
            />
            <YAxis
              type="category"
              dataKey="label"
              interval={0}
              width={width}
              tickFormatter={(name: string) => short(displayName(name), letters)}
              tick={tickStyle}
              tickLine={false}
              axisLine={false}
            />
            <Bar
              dataKey="value"
              isAnimationActive={false}
              maxBarSize={28}
              shape={(bar: object) => <Rectangle {...bar} fill={(bar as { payload: Part }).payload.color} radius={3} />}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: 'var(--chart-grid)', fillOpacity: 0.5 }}
              wrapperStyle={{ zIndex: 20, outline: 'none' }}
              content={({ active, payload }) => {
                const part = active ? (payload[0]?.payload as Part | undefined) : undefined
                return part ? <ChartTooltip title={displayName(part.label)} entries={partEntries(part, say)} /> : null
              }}
            />
          </Chart>
        )
      }}
    </ChartFrame>
  )
}

/** What a tooltip says of one category. */
export function partEntries(part: Part, say: (value: number) => string) {
  const entries = [
    { name: 'Value', value: say(part.value), color: part.color },
    { name: 'Share', value: percent(part.share) },
  ]
  return part.merged > 1 ? [...entries, { name: 'Categories', value: String(part.merged) }] : entries
}
