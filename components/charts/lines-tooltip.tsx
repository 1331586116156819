import { ChartTooltip, type TooltipEntry } from './chart-tooltip'
import { formatValue } from './format'
import { formatBucket } from './format-time'
import type { LineMarker } from './lines-plot'
import { displayName } from './palette'
import type { LineRow, PreparedLines } from './prepare-lines'

type LinesTooltipProps = {
  row: LineRow | undefined
  prepared: PreparedLines
  stepMs: number
  timeZone: string
  unit?: string
  decimals?: number
  partialFrom?: string
  variant: 'line' | 'area' | 'stacked'
  markers: readonly LineMarker[]
}

export function LinesTooltip(props: LinesTooltipProps) {
  const { row, prepared, stepMs, timeZone, unit, decimals, partialFrom, variant, markers } = props
  if (!row) return null
  const say = (value: number | null | undefined) => formatValue(value, unit, { decimals })
  const values = prepared.series.map((series) => ({
    series,
    value: row[`v${series.index}`] ?? row[`p${series.index}`],
  }))
  const known = values.filter(({ value }) => value !== null && value !== undefined)
  if (values.length > 1) known.sort((a, b) => (b.value ?? 0) - (a.value ?? 0))
  const entries: TooltipEntry[] = (known.length > 0 ? known : values.slice(0, 1)).map(({ series, value }) => ({
    name: displayName(series.name),
    value: say(value),
    color: series.color,
  }))
  if (variant === 'stacked' && known.length > 1) {
    entries.unshift({ name: 'Total', value: say(known.reduce((sum, { value }) => sum + (value ?? 0), 0)) })
  }
  if (row.band) entries.push({ name: 'Expected', value: `${say(row.band[0])} – ${say(row.band[1])}` })
  const here = markers.filter(({ from, to }) => Date.parse(from) < row.at + stepMs && Date.parse(to ?? from) >= row.at)
  const filling = partialFrom !== undefined && row.at >= Date.parse(partialFrom)
  return (
    <ChartTooltip
      title={formatBucket(row.at, stepMs, timeZone)}
      note={filling ? 'so far' : undefined}
      entries={entries}
      footer={here.map(({ from, label }) => (
        <p key={`${from}-${label}`} className="mt-1 text-warning">
          {label}
        </p>
      ))}
    />
  )
}
