import { ChartTooltip, type TooltipEntry } from './chart-tooltip'
import { formatValue } from './format'
import { formatBucket } from './format-time'
import type { LineMarker } from './lines-plot'
import type { Variant } from './lines-series'
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
  variant: Variant
  markers: readonly LineMarker[]
}

export function LinesTooltip(props: LinesTooltipProps) {
  const { row, prepared, stepMs, timeZone, unit, decimals, partialFrom, variant, markers } = props
  if (!row) return null
  const say = (value: number | null | undefined, own = unit) => formatValue(value, own, { decimals })
  const values = prepared.series.map((series) => ({
    series,
    value: row[`v${series.index}`] ?? row[`p${series.index}`],
  }))
  const known = values.filter(({ value }) => value !== null && value !== undefined)
  if (values.length > 1) known.sort((a, b) => (b.value ?? 0) - (a.value ?? 0))
  const entries: TooltipEntry[] = (known.length > 0 ? known : values.slice(0, 1)).map(({ series, value }) => ({
    name: displayName(series.name),
    value: say(value, series.unit),
    color: series.color,
    earlier: series.earlier !== undefined,
  }))
  const stack = known.filter(({ series }) => !series.earlier && !series.axis)
  if ((variant === 'stacked' || variant === 'bar') && stack.length > 1) {
    const total = stack.reduce((sum, { value }) => sum + (value ?? 0), 0)
    entries.unshift({ name: 'Total', value: say(total, stack[0]?.series.unit) })
  }
  if (row.band) entries.push({ name: 'Expected', value: `${say(row.band[0])} – ${say(row.band[1])}` })
  const here = markers.filter(({ from, to }) => Date.parse(from) < row.at + stepMs && Date.parse(to ?? from) >= row.at)
  const filling = partialFrom !== undefined && row.at >= Date.parse(partialFrom)
  return (
    <ChartTooltip
      title={formatBucket(row.at, stepMs, timeZone)}
      note={filling ? 'so far' : undefined}
      entries={entries}
      footer={here.map(({ from, label, tone }) => (
        <p
          key={`${from}-${label}`}
          className={tone === 'neutral' ? 'mt-1 break-words text-muted-foreground' : 'mt-1 text-warning'}
        >
          {label}
        </p>
      ))}
    />
  )
}
