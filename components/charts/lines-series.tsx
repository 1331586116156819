import { Area, Bar, type DotItemDotProps, Line } from 'recharts'
import type { LineRow, PreparedSeries } from './prepare-lines'

export type Variant = 'line' | 'area' | 'stacked' | 'bar'

function lonelyDot(series: PreparedSeries) {
  if (series.lonely.size === 0) return false
  return ({ cx, cy, payload, key }: DotItemDotProps) =>
    cy !== undefined && cy !== null && series.lonely.has((payload as LineRow).at) ? (
      <circle key={key} cx={cx} cy={cy} r={2} fill={series.color} />
    ) : null
}

/** The finished and the unfinished part of one series; elements, because recharts looks for its own among its children. */
export function drawSeries(series: PreparedSeries, variant: Variant, barSize = 1) {
  const { index, color, dash, earlier, axis = 'left' } = series
  const shared = {
    type: 'linear',
    yAxisId: axis,
    stroke: color,
    strokeWidth: 1.75,
    isAnimationActive: false,
    activeDot: { r: 3, strokeWidth: 0 },
  } as const
  const dot = lonelyDot(series)
  if (earlier) {
    return [
      <Line
        key={`v${index}`}
        {...shared}
        dataKey={`v${index}`}
        strokeDasharray="5 3"
        strokeWidth={1.25}
        strokeOpacity={0.6}
        dot={dot}
      />,
    ]
  }
  if (variant === 'bar') {
    return [
      <Bar
        key={`v${index}`}
        dataKey={`v${index}`}
        yAxisId={axis}
        stackId={axis}
        fill={color}
        barSize={barSize}
        isAnimationActive={false}
      />,
    ]
  }
  if (variant === 'line') {
    return [
      <Line key={`v${index}`} {...shared} dataKey={`v${index}`} strokeDasharray={dash} dot={dot} />,
      <Line key={`p${index}`} {...shared} dataKey={`p${index}`} strokeDasharray="2 3" strokeOpacity={0.75} dot={dot} />,
    ]
  }
  const area = { ...shared, fill: color, dot } as const
  if (variant === 'stacked') {
    const dataKey = `v${index}`
    return [<Area key={dataKey} {...area} fillOpacity={0.35} stackId={axis} dataKey={dataKey} strokeDasharray={dash} />]
  }
  return [
    <Area key={`v${index}`} {...area} fillOpacity={0.12} dataKey={`v${index}`} strokeDasharray={dash} />,
    <Area key={`p${index}`} {...area} fillOpacity={0.06} dataKey={`p${index}`} strokeDasharray="2 3" />,
  ]
}
