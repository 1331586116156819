'use client'

import { useMemo, useState } from 'react'
import { ChartFrame } from './chart-frame'
import { ChartLegend } from './chart-legend'
import { deferred } from './deferred'
import type { LineMarker } from './lines-plot'
import type { Variant } from './lines-series'
import { linesTable } from './lines-table'
import { type BandPoint, type LineSeries, prepareLines } from './prepare-lines'
import type { LineLimit } from './tone'

export type { LineMarker } from './lines-plot'
export type { BandPoint, LinePoint, LineSeries } from './prepare-lines'

const LinesPlot = deferred(() => import('./lines-plot').then((module) => module.LinesPlot))

export type LineChartProps = {
  /** What the chart shows, for those who do not see it. */
  label: string
  series: readonly LineSeries[]
  stepMs: number
  variant?: Variant
  /** With `log`, lines on a logarithmic axis, whatever the variant. */
  scale?: 'linear' | 'log'
  unit?: string
  decimals?: number
  /** Pixels; without it the chart fills its container. */
  height?: number
  /** Least pixels of the axis of values, so that charts under each other share their axis of time. */
  axisWidth?: number
  band?: readonly BandPoint[]
  markers?: readonly LineMarker[]
  /** Start of the bucket that is still filling. */
  partialFrom?: string
  /** The interval of the time axis; without it, that of the points. */
  from?: string
  to?: string
  timeZone?: string
  /** Charts with the same id share their crosshair. */
  syncId?: string
  legend?: 'off' | 'bottom' | 'right'
  /** Values to hold the lines against, with what is said of each. */
  limits?: readonly LineLimit[]
  /** Steps are left out of the series. */
  thinned?: boolean
  /** Lets the reader choose an interval by dragging over the chart. */
  onZoom?: (span: { from: number; to: number }) => void
  /** Tells of a step that was clicked, or chosen with Enter, and where it is on the screen. */
  onPick?: (at: number, place: { x: number; y: number }) => void
}

/** Values over time: lines, areas or stacked areas, with an expected band and marked periods behind them. */
export function LineChart(props: LineChartProps) {
  const { label, series, stepMs, band, partialFrom, height, legend = 'bottom', limits, thinned } = props
  const log = props.scale === 'log'
  const variant = log ? 'line' : (props.variant ?? 'line')
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const stacked = variant === 'stacked' || variant === 'bar'
  const all = useMemo(
    () => prepareLines({ series, stepMs, band, partialFrom, stacked, log, thinned }),
    [series, stepMs, band, partialFrom, stacked, log, thinned],
  )
  const prepared = useMemo(() => {
    if (hidden.size === 0) return all
    const visible = series.filter(({ name, earlier }) => !hidden.has(earlier ?? name))
    const styles = new Map(all.series.map((one) => [one.name, one]))
    const part = prepareLines({ series: visible, stepMs, band, partialFrom, stacked, log, thinned })
    const coloured = part.series.map((one) => ({
      ...one,
      color: styles.get(one.name)!.color,
      dash: styles.get(one.name)!.dash,
    }))
    return { ...part, series: coloured }
  }, [all, hidden, series, stepMs, band, partialFrom, stacked, log, thinned])
  const named = all.series.filter(({ earlier }) => earlier === undefined)
  const timeZone = props.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const toggle = (name: string) =>
    setHidden((was) => {
      const next = new Set(was)
      if (!next.delete(name)) next.add(name)
      return next
    })

  return (
    <ChartFrame
      label={label}
      height={height}
      empty={all.empty}
      data={() => linesTable(all, stepMs, timeZone, props.unit)}
      note={limits?.length ? `Limits: ${limits.map(({ label }) => label).join(', ')}` : undefined}
      beside={legend === 'right' && named.length > 1}
      legend={
        legend !== 'off' && named.length > 1 ? (
          <ChartLegend items={named} hidden={hidden} onToggle={toggle} beside={legend === 'right'} />
        ) : null
      }
    >
      {(size) => <LinesPlot {...props} prepared={prepared} size={size} variant={variant} timeZone={timeZone} />}
    </ChartFrame>
  )
}
