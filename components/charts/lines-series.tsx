import { Area, type DotItemDotProps, Line } from 'recharts'
import type { LineRow, PreparedSeries } from './prepare-lines'

function lonelyDot(series: PreparedSeries) {
  if (series.lonely.size === 0) return false
  return ({ cx, cy, payload, key }: DotItemDotProps) =>
    cy !== undefined && cy !== null && series.lonely.has((payload as LineRow).at) ? (
      <circle key={key} cx={cx} cy={cy} r={2} fill={series.color} />
    ) : null
}

/** The finished and the unfinished part of one series; elements, because recharts looks for its own among its children. */
export function drawSeries(series: PreparedSeries, variant: 'line' | 'area' | 'stacked') {
  const { index, color, dash } = series
  const shared = {
    type: 'linear',
    stroke: color,
    strokeWidth: 1.75,
    isAnimationActive: false,
    activeDot: { r: 3, strokeWidth: 0 },
  } as const
  const dot = lonelyDot(series)
  if (variant === 'line') {
    return [
      <Line key={`v${index}`} {...shared} dataKey={`v${index}`} strokeDasharray={dash} dot={dot} />,
      <Line key={`p${index}`} {...shared} dataKey={`p${index}`} strokeDasharray="2 3" strokeOpacity={0.75} dot={dot} />,
    ]
  }
  const fill = { fill: color, fillOpacity: variant === 'stacked' ? 0.35 : 0.12 }
  const stackId = variant === 'stacked' ? 'all' : undefined
  return [
    <Area
      key={`v${index}`}
      {...shared}
      {...fill}
      stackId={stackId}
      dataKey={`v${index}`}
      strokeDasharray={dash}
      dot={dot}
    />,
    <Area
      key={`p${index}`}
      {...shared}
      {...fill}
      stackId={stackId}
      dataKey={`p${index}`}
      strokeDasharray="2 3"
      fillOpacity={fill.fillOpacity / 2}
      dot={dot}
    />,
  ]
}
