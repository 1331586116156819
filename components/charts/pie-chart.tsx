'use client'

import { ChartFrame } from './chart-frame'
import { deferred } from './deferred'
import { formatCompact, formatValue } from './format'
import { displayName } from './palette'
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
  onPick?: PickPart
}

function PieLegend({ parts }: { parts: readonly Part[] }) {
  return (
    <ul className="grid min-w-0 flex-1 content-center gap-0.5 overflow-y-auto text-xs">
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

/** Shares of a whole as a donut with its total in the middle and its names beside or below it. */
export function PieChart({ label, rows, unit, decimals, height, limit = 7, onPick }: PieChartProps) {
  const { parts, total } = prepareParts(rows, limit)
  const say = (value: number) => formatValue(value, unit, { decimals })
  const slices = parts.filter(({ value }) => value > 0)
  return (
    <ChartFrame label={label} height={height} data={() => partsTable(parts, say)} empty={slices.length === 0}>
      {({ width, height }) => {
        const wide = width > height * 1.25
        const side = Math.max(48, wide ? Math.min(height, width * 0.5) : Math.min(width, height * 0.62))
        return (
          <div className={`flex h-full items-center gap-4 ${wide ? '' : 'flex-col justify-center'}`}>
            <div className="relative shrink-0" style={{ width: side, height: side }}>
              <p className="pointer-events-none absolute inset-0 grid place-content-center text-center">
                <span className="tabular font-semibold" style={{ fontSize: Math.max(12, Math.min(22, side / 7)) }}>
                  {formatCompact(total, unit)}
                </span>
                <span className="text-[11px] text-muted-foreground">total</span>
              </p>
              <PiePlot onPick={onPick} slices={slices} side={side} say={say} />
            </div>
            <div className={`flex min-h-0 min-w-0 ${wide ? 'h-full flex-1' : 'w-full max-w-72 overflow-y-auto'}`}>
              <PieLegend parts={parts} />
            </div>
          </div>
        )
      }}
    </ChartFrame>
  )
}
