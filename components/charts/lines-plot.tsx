'use client'

import { Area, CartesianGrid, ComposedChart, ReferenceArea, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts'
import { axisFormat } from './axis-format'
import { formatTick } from './format-time'
import type { LineChartProps } from './line-chart'
import { drawSeries } from './lines-series'
import { LinesTooltip } from './lines-tooltip'
import type { LineRow, PreparedLines } from './prepare-lines'
import { timeExtent, timeTicks, valueDomain, valueTicks } from './ticks'
import type { Size } from './use-size'

/** A period or an instant worth a look. */
export type LineMarker = { from: string; to?: string; label: string; tone?: 'warning' | 'destructive' | 'neutral' }

type LinesPlotProps = LineChartProps & {
  prepared: PreparedLines
  size: Size
  variant: 'line' | 'area' | 'stacked'
  timeZone: string
}

const toneColor = { warning: 'var(--warning)', destructive: 'var(--destructive)', neutral: 'var(--chart-axis)' }
const tickStyle = { fill: 'var(--chart-axis)', fontSize: 11 }

export function LinesPlot(props: LinesPlotProps) {
  const { prepared, size, variant, timeZone, stepMs, unit, markers = [], partialFrom, syncId } = props
  const [first, last] = timeExtent(prepared.rows, stepMs, props)
  const time = timeTicks(first, last, Math.max(2, Math.floor(size.width / 72)), timeZone)
  const domain = valueDomain(prepared.values, variant !== 'line')
  const ticks = valueTicks(...domain, Math.max(2, Math.floor(size.height / 52)), prepared.whole)
  const say = axisFormat(ticks, unit)
  const width = Math.ceil(Math.max(...ticks.map((tick) => say(tick).length)) * 6.2) + 10
  const clip = (at: number) => Math.min(last, Math.max(first, at))
  const within = markers.filter(({ from, to }) => Date.parse(from) <= last + stepMs && Date.parse(to ?? from) >= first)

  return (
    <ComposedChart
      width={size.width}
      height={size.height}
      data={prepared.rows}
      syncId={syncId}
      syncMethod="value"
      margin={{ top: 6, right: 10, bottom: 0, left: 0 }}
    >
      <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
      <XAxis
        dataKey="at"
        type="number"
        domain={[first, last]}
        allowDataOverflow
        ticks={time.ticks}
        tickFormatter={(at: number) => formatTick(at, time.intervalMs, timeZone)}
        tick={tickStyle}
        tickLine={false}
        axisLine={{ stroke: 'var(--chart-grid)' }}
        height={22}
        minTickGap={8}
      />
      <YAxis
        domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]}
        ticks={ticks}
        interval={0}
        tickFormatter={say}
        tick={tickStyle}
        tickLine={false}
        axisLine={false}
        width={width}
      />
      {within.map(({ from, to, label, tone = 'warning' }) =>
        to ? (
          <ReferenceArea
            key={`${label}-${from}`}
            x1={clip(Date.parse(from) - stepMs / 2)}
            x2={clip(Math.max(Date.parse(to) - stepMs / 2, Date.parse(from) + stepMs / 2))}
            fill={toneColor[tone]}
            fillOpacity={0.12}
          />
        ) : (
          <ReferenceLine
            key={`${label}-${from}`}
            x={clip(Date.parse(from))}
            stroke={toneColor[tone]}
            strokeDasharray="3 3"
          />
        ),
      )}
      {props.band ? (
        <Area
          dataKey="band"
          type="linear"
          stroke="none"
          fill="var(--chart-axis)"
          fillOpacity={0.16}
          isAnimationActive={false}
          activeDot={false}
        />
      ) : null}
      {prepared.series.flatMap((series) => drawSeries(series, variant))}
      {variant === 'stacked' && partialFrom ? (
        <ReferenceArea
          x1={clip(Date.parse(partialFrom) - stepMs / 2)}
          x2={last}
          fill="var(--card)"
          fillOpacity={0.6}
          zIndex={500}
        />
      ) : null}
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: 'var(--chart-axis)', strokeDasharray: '3 3' }}
        wrapperStyle={{ zIndex: 20, outline: 'none' }}
        content={({ active, payload }) => (
          <LinesTooltip
            {...props}
            row={active ? (payload[0]?.payload as LineRow | undefined) : undefined}
            markers={within}
          />
        )}
      />
    </ComposedChart>
  )
}
