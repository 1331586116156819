'use client'

import { useRef } from 'react'
import { Area, CartesianGrid, ComposedChart, ReferenceArea, ReferenceLine, Tooltip, XAxis, YAxis } from 'recharts'
import { axisFormat } from './axis-format'
import { formatTick } from './format-time'
import type { LineChartProps } from './line-chart'
import { drawSeries, type Variant } from './lines-series'
import { LinesTooltip } from './lines-tooltip'
import type { LineRow, PreparedLines } from './prepare-lines'
import { logTicks, timeExtent, timeTicks, valueDomain, valueTicks } from './ticks'
import { type LineLimit, toneColors } from './tone'
import type { Size } from './use-size'
import { ZoomArea } from './zoom-area'

/** A period or an instant worth a look. */
export type LineMarker = {
  from: string
  to?: string
  label: string
  tone?: 'warning' | 'destructive' | 'neutral'
  href?: string
}

type LinesPlotProps = LineChartProps & {
  prepared: PreparedLines
  size: Size
  variant: Variant
  timeZone: string
}

const toneColor = { warning: 'var(--warning)', destructive: 'var(--destructive)', neutral: 'var(--chart-axis)' }
const tickStyle = { fill: 'var(--chart-axis)', fontSize: 11 }

type AxisLayout = { side: 'left' | 'right'; ticks: number[]; say: (value: number) => string; width: number }

type AxisWishes = {
  limits: readonly LineLimit[]
  variant: Variant
  log: boolean
  unit: string | undefined
  least: number | undefined
}

/** The axis of values, and one on the right where series in another unit have it. */
function layAxes(
  prepared: PreparedLines,
  size: Size,
  { limits, variant, log, unit, least = 0 }: AxisWishes,
): AxisLayout[] {
  const count = Math.max(2, Math.floor(size.height / 52))
  const other = prepared.series.find(({ axis }) => axis)
  const lay = (side: 'left' | 'right', values: number[], own?: string) => {
    const whole = values.every(Number.isInteger)
    const ticks = log
      ? logTicks(values, count)
      : valueTicks(...valueDomain(values, variant !== 'line'), count, side === 'left' ? prepared.whole : whole)
    const say = axisFormat(ticks, own)
    const width = Math.ceil(Math.max(...ticks.map((tick) => say(tick).length)) * 7) + 10
    return { side, ticks, say, width: Math.max(least, width) }
  }
  const held = limits.map(({ value }) => value).filter((value) => !log || value > 0)
  const left = lay('left', [...prepared.values, ...held], unit)
  return other ? [left, lay('right', prepared.right, other.unit)] : [left]
}

export function LinesPlot(props: LinesPlotProps) {
  const active = useRef<number | null>(null)
  const { prepared, size, variant, timeZone, stepMs, unit, markers = [], limits = [], partialFrom, syncId } = props
  const bars = variant === 'bar'
  const [start, end] = timeExtent(prepared.rows, stepMs, props)
  const [first, last] = bars ? [start - stepMs / 2, end + stepMs / 2] : [start, end]
  const time = timeTicks(first, last, Math.max(2, Math.floor(size.width / 72)), timeZone)
  const log = props.scale === 'log'
  const axes = layAxes(prepared, size, { limits, variant, log, unit, least: props.axisWidth })
  const [left, right] = [axes[0]!, axes[1]]
  const clip = (at: number) => Math.min(last, Math.max(first, at))
  const within = markers.filter(({ from, to }) => Date.parse(from) <= last + stepMs && Date.parse(to ?? from) >= first)

  const plot = { left: left.width, right: 10 + (right?.width ?? 0), bottom: 22 }
  const barSize = Math.max(1, ((size.width - plot.left - plot.right) * stepMs * 0.8) / Math.max(stepMs, last - first))
  const chart = (
    <ComposedChart
      width={size.width}
      height={size.height}
      data={prepared.rows}
      syncId={syncId}
      syncMethod="value"
      margin={{ top: 6, right: 10, bottom: 0, left: 0 }}
    >
      <CartesianGrid vertical={false} yAxisId="left" stroke="var(--chart-grid)" />
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
      {axes.map(({ side, ticks, say, width }) => (
        <YAxis
          key={side}
          yAxisId={side}
          orientation={side}
          scale={log ? 'log' : 'linear'}
          domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]}
          allowDataOverflow={log}
          ticks={ticks}
          interval={0}
          tickFormatter={say}
          tick={tickStyle}
          tickLine={false}
          axisLine={false}
          width={width}
        />
      ))}
      {within.map(({ from, to, label, tone = 'warning' }) =>
        to ? (
          <ReferenceArea
            key={`${label}-${from}`}
            yAxisId="left"
            x1={clip(Date.parse(from) - stepMs / 2)}
            x2={clip(Math.max(Date.parse(to) - stepMs / 2, Date.parse(from) + stepMs / 2))}
            fill={toneColor[tone]}
            fillOpacity={0.12}
          />
        ) : (
          <ReferenceLine
            key={`${label}-${from}`}
            yAxisId="left"
            x={clip(Date.parse(from) - stepMs / 2)}
            stroke={toneColor[tone]}
            strokeDasharray="3 3"
            label={({ viewBox }: { viewBox: { x: number; y: number } }) => (
              <circle cx={viewBox.x} cy={viewBox.y + 2} r={3.5} fill={toneColor[tone]} />
            )}
          />
        ),
      )}
      {props.band ? (
        <Area
          dataKey="band"
          yAxisId="left"
          type="linear"
          stroke="none"
          fill="var(--chart-axis)"
          fillOpacity={0.16}
          isAnimationActive={false}
          activeDot={false}
        />
      ) : null}
      {limits.map(({ value, tone, label }) => (
        <ReferenceLine
          key={`${tone}-${value}`}
          yAxisId="left"
          y={value}
          stroke={toneColors[tone]}
          strokeDasharray="6 4"
          strokeOpacity={0.9}
          zIndex={450}
          label={{ value: label, position: 'insideTopRight', fill: toneColors[tone], fontSize: 11 }}
        />
      ))}
      {prepared.series.flatMap((series) => drawSeries(series, variant, barSize))}
      {(variant === 'stacked' || bars) && partialFrom ? (
        <ReferenceArea
          yAxisId="left"
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
        content={({ active: isActive, payload }) => {
          const row = isActive ? (payload[0]?.payload as LineRow | undefined) : undefined
          active.current = row?.at ?? null
          return <LinesTooltip {...props} row={row} markers={within} />
        }}
      />
    </ComposedChart>
  )
  if (!props.onZoom && !props.onPick) return chart
  const starts = prepared.rows.map(({ at }) => at)
  return (
    <ZoomArea
      plot={plot}
      domain={[first, last]}
      starts={starts}
      stepMs={stepMs}
      onZoom={props.onZoom}
      onPick={props.onPick}
      active={active}
    >
      {chart}
    </ZoomArea>
  )
}
