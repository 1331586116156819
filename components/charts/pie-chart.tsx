'use client'

import { ChartFrame } from './chart-frame'
import { deferred } from './deferred'
import { formatCompact, formatValue } from './format'
import { type ColorChoice, displayName } from './palette'
import { partsTable } from './part-words'
import type { PickPart } from './pickable'
import { type Part, type PartRow, prepareParts } from './prepare-parts'

const PiePlot = deferred(() => import('./pie-plot').then((module) => module.PiePlot))

export type PieChartProps = {
  /** What the chart shows, for those who do not see it. */
  label: string
  rows: readonly PartRow[]
  unit?: string
  decimals?: number
  height?: number
  /** More categories than this are drawn as one, "Other". */
  limit?: number
  shape?: 'donut' | 'pie'
  legend?: 'off' | 'bottom' | 'right'
  colors?: ColorChoice
  onPick?: PickPart
}

function PieLegend({ parts }: { parts: readonly Part[] }) {
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] min-w-0 flex-1 content-center gap-0.5 overflow-y-auto text-xs">
      {parts.map((part) => (
        <li key={part.label} className="flex items-center gap-2">
          <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ background: part.color }} />
          <span className="min-w-0 truncate text-muted-foreground">{displayName(part.label)}</span>
          <span className="tabular ml-auto pl-2 font-medium">{formatValue(part.share, 'ratio')}</span>
        </li>
      ))}
    </ul>
  )
}

/** Shares of a whole: a donut has its total in the middle. Without a wish its names stand where there is room. */
export function PieChart(props: PieChartProps) {
  const { label, rows, unit, decimals, height, limit = 7, shape = 'donut', legend, colors, onPick } = props
  const { parts, total } = prepareParts(rows, limit, colors)
  const say = (value: number) => formatValue(value, unit, { decimals })
  const slices = parts.filter(({ value }) => value > 0)
  return (
    <ChartFrame label={label} height={height} data={() => partsTable(parts, say)} empty={slices.length === 0}>
      {({ width, height }) => {
        const wide = legend === undefined ? width > height * 1.25 : legend === 'right' && width >= 220
        const alone = legend === 'off'
        const fits = wide ? Math.min(height, width * 0.5) : Math.min(width, height * (alone ? 1 : 0.62))
        const side = Math.max(48, fits)
        return (
          <div className={`flex h-full items-center gap-4 ${wide ? '' : 'flex-col justify-center'}`}>
            <div className="relative shrink-0" style={{ width: side, height: side }}>
              {shape === 'donut' ? (
                <p className="pointer-events-none absolute inset-0 grid place-content-center text-center">
                  <span className="tabular font-semibold" style={{ fontSize: Math.max(12, Math.min(22, side / 7)) }}>
                    {formatCompact(total, unit)}
                  </span>
                  <span className="text-[11px] text-muted-foreground">total</span>
                </p>
              ) : null}
              <PiePlot slices={slices} side={side} say={say} shape={shape} onPick={onPick} />
            </div>
            {alone ? null : (
              <div className={`flex min-h-0 min-w-0 ${wide ? 'h-full flex-1' : 'w-full max-w-72 overflow-y-auto'}`}>
                <PieLegend parts={parts} />
              </div>
            )}
          </div>
        )
      }}
    </ChartFrame>
  )
}
