'use client'

import { Bar, BarChart, CartesianGrid, Rectangle, Tooltip, XAxis, YAxis } from 'recharts'
import { axisFormat } from './axis-format'
import { ChartTooltip } from './chart-tooltip'
import { displayName } from './palette'
import { partEntries } from './part-words'
import { type PickPart, pickable } from './pickable'
import type { Part } from './prepare-parts'
import { valueDomain, valueTicks } from './ticks'
import type { Size } from './use-size'

type BarsPlotProps = { parts: Part[]; size: Size; unit?: string; say: (value: number) => string; onPick?: PickPart }

const tickStyle = { fill: 'var(--chart-axis)', fontSize: 11 }
const letterWidth = 6.3
const short = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

export function BarsPlot({ parts, size, unit, say, onPick }: BarsPlotProps) {
  const values = parts.map(({ value }) => value)
  const most = Math.max(2, Math.floor(size.width / 120))
  const ticks = valueTicks(...valueDomain(values, true), most, values.every(Number.isInteger))
  const letters = Math.max(6, Math.floor((size.width * 0.35) / letterWidth))
  const name = (label: string) => short(displayName(label), letters)
  const width = Math.max(...parts.map(({ label }) => name(label).length)) * letterWidth + 10
  return (
    <BarChart
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
        tickFormatter={name}
        tick={tickStyle}
        tickLine={false}
        axisLine={false}
      />
      <Bar
        dataKey="value"
        isAnimationActive={false}
        maxBarSize={28}
        shape={(bar: object) => {
          const { payload: part } = bar as { payload: Part }
          return (
            <g {...(onPick ? pickable(displayName(part.label), (place) => onPick(part.label, place)) : {})}>
              <Rectangle {...bar} fill={part.color} radius={3} />
            </g>
          )
        }}
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
    </BarChart>
  )
}
