'use client'

import { useRef } from 'react'
import { Bar, BarChart, CartesianGrid, Rectangle, Tooltip, XAxis, YAxis } from 'recharts'
import { axisFormat } from './axis-format'
import { ChartTooltip } from './chart-tooltip'
import { displayName } from './palette'
import { partEntries } from './part-words'
import type { PickPart } from './pickable'
import { PickablePart } from './pickable-part'
import type { BarRow, Bars } from './prepare-bars'
import { valueDomain, valueTicks } from './ticks'
import type { Size } from './use-size'

type BarsPlotProps = {
  bars: Bars
  size: Size
  unit?: string
  say: (value: number) => string
  layout?: 'horizontal' | 'vertical'
  onPick?: PickPart
}

const tickStyle = { fill: 'var(--chart-axis)', fontSize: 11 }
const plain = { tick: tickStyle, tickLine: false, axisLine: false }
const letterWidth = 6.3
const short = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

function entriesOf({ part, total, ...row }: BarRow, { series }: Bars, say: (value: number) => string) {
  if (part) return partEntries(part, say)
  const parts = series.map(({ name, color }, index) => ({ name, color, value: row[`v${index}`] ?? 0 }))
  const known = parts.filter(({ value }) => value !== 0).sort((a, b) => b.value - a.value)
  return [
    { name: 'Total', value: say(total) },
    ...known.map(({ name, color, value }) => ({ name: displayName(name), color, value: say(value) })),
  ]
}

/** Bars that lie (`horizontal`) or stand, from zero, each whole or in parts. */
export function BarsPlot({ bars, size, unit, say, layout = 'horizontal', onPick }: BarsPlotProps) {
  const focused = useRef<string>(null)
  const stands = layout === 'vertical'
  const { rows, series, ends } = bars
  const most = Math.max(2, Math.floor(stands ? size.height / 52 : size.width / 120))
  const ticks = valueTicks(...valueDomain(ends, true), most, ends.every(Number.isInteger))
  const format = axisFormat(ticks, unit)
  const letters = stands
    ? Math.max(3, Math.floor((size.width - 50) / Math.max(1, rows.length) / letterWidth))
    : Math.max(6, Math.floor((size.width * 0.35) / letterWidth))
  const name = (label: string) => short(displayName(label), letters)
  const nameWidth = Math.max(...rows.map(({ label }) => name(label).length)) * letterWidth + 10
  const valueWidth = Math.ceil(Math.max(...ticks.map((tick) => format(tick).length)) * 6.2) + 10
  const values = {
    type: 'number',
    domain: [ticks[0] ?? 0, ticks.at(-1) ?? 1],
    ticks,
    interval: 0,
    tickFormatter: format,
    ...plain,
  } as const
  const names = { type: 'category', dataKey: 'label', interval: 0, tickFormatter: name, ...plain } as const
  return (
    <BarChart
      width={size.width}
      height={size.height}
      layout={stands ? 'horizontal' : 'vertical'}
      data={rows}
      margin={{ top: stands ? 8 : 2, right: 14, bottom: 0, left: 0 }}
      barCategoryGap="22%"
      stackOffset="sign"
    >
      <CartesianGrid horizontal={stands} vertical={!stands} stroke="var(--chart-grid)" />
      {stands ? <XAxis {...names} height={22} /> : <XAxis {...values} interval="preserveEnd" height={22} />}
      {stands ? <YAxis {...values} width={valueWidth} /> : <YAxis {...names} width={nameWidth} />}
      {series.map(({ name: part, color }, index) => (
        <Bar
          key={part}
          dataKey={`v${index}`}
          stackId="all"
          isAnimationActive={false}
          maxBarSize={stands ? 56 : 28}
          shape={(bar: object) => {
            const { payload: row } = bar as { payload: BarRow }
            return (
              <PickablePart label={row.label} focused={focused} onPick={onPick}>
                <Rectangle
                  {...bar}
                  fill={color ?? row.color}
                  radius={color ? 0 : 3}
                  stroke={color ? 'var(--card)' : undefined}
                />
              </PickablePart>
            )
          }}
        />
      ))}
      <Tooltip
        isAnimationActive={false}
        cursor={{ fill: 'var(--chart-grid)', fillOpacity: 0.5 }}
        wrapperStyle={{ zIndex: 20, outline: 'none' }}
        content={({ active, payload }) => {
          const row = active ? (payload[0]?.payload as BarRow | undefined) : undefined
          return row ? <ChartTooltip title={displayName(row.label)} entries={entriesOf(row, bars, say)} /> : null
        }}
      />
    </BarChart>
  )
}
