import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react'
import { formatValue } from '@/components/charts/format'
import { formatSpan } from '@/components/charts/format-time'
import { Sparkline } from '@/components/charts/sparkline'
import { asRange, asValue, finishedPoints, type Trend, trendOf } from '@/lib/dashboards/prepare'
import type { WidgetBodyProps } from './widget-kind'

const arrows = { up: ArrowUpRight, down: ArrowDownRight, same: ArrowRight }

function share({ change, direction }: Trend): string {
  if (direction === 'same') return 'No change'
  if (Math.abs(change) >= 10) return `${formatValue(change + 1, '', { compact: true })}×`
  return formatValue(change, 'ratio', { signed: true })
}

function TrendLine({ trend, length }: { trend: Trend | null; length: number }) {
  const Arrow = trend ? arrows[trend.direction] : null
  return (
    <p className="flex min-w-0 items-center gap-1 text-muted-foreground text-xs">
      {Arrow ? <Arrow aria-hidden className="size-3.5 shrink-0" /> : null}
      {trend ? <span className="tabular font-medium text-foreground">{share(trend)}</span> : null}
      <span className="truncate">
        {trend ? `vs prior ${formatSpan(length)}` : `nothing in prior ${formatSpan(length)}`}
      </span>
    </p>
  )
}

/** One figure, how it compares with the period before, and its course. */
export function CounterWidget({ widget, data }: WidgetBodyProps) {
  const [now, before, line] = [asValue(data.answers[0]), asValue(data.answers[1]), asRange(data.answers[2])]
  const { unit, decimals } = widget.config
  const points = line ? finishedPoints(line, Math.min(data.to, data.at)) : []
  const value = now?.value ?? null
  const exact = formatValue(value, unit, { decimals })
  return (
    <div className="flex h-full flex-col px-4 pb-3">
      <p className="tabular truncate font-semibold text-2xl tracking-tight" title={exact}>
        {formatValue(value, unit, { compact: true, decimals })}
      </p>
      <TrendLine trend={trendOf(value, before?.value ?? null)} length={data.to - data.from} />
      <div className="mt-1.5 min-h-0 flex-1">
        <Sparkline points={points} />
      </div>
    </div>
  )
}
