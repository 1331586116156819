'use client'

import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react'
import { DataTable } from '@/components/charts/chart-frame'
import { formatValue } from '@/components/charts/format'
import { formatBucket, formatSpan } from '@/components/charts/format-time'
import { Sparkline } from '@/components/charts/sparkline'
import { toneColors } from '@/components/charts/tone'
import { cn } from '@/components/ui/cn'
import { parseDuration } from '@/lib/config/duration'
import type { Rise } from '@/lib/dashboards/looks-contract'
import { asRange, asValue, finishedPoints, judge, type Trend, trendOf } from '@/lib/dashboards/prepare'
import { toneAt } from '@/lib/dashboards/thresholds'
import { Drillable } from './drillable'
import { ToneNote } from './tone-note'
import { useDrill } from './use-drill'
import type { WidgetBodyProps } from './widget-kind'

const arrows = { up: ArrowUpRight, down: ArrowDownRight, same: ArrowRight }
const judged = { good: 'text-success', bad: 'text-destructive', neutral: 'text-foreground' }
const mostRows = 60
const judgedWords = { good: ' (better)', bad: ' (worse)', neutral: '' }

function share({ change, direction }: Trend): string {
  if (direction === 'same') return 'No change'
  if (Math.abs(change) >= 10) return `${formatValue(change + 1, '', { compact: true })}×`
  return formatValue(change, 'ratio', { signed: true })
}

type TrendLineProps = { trend: Trend | null; rise: Rise | undefined; earlier: string }

function TrendLine({ trend, rise, earlier }: TrendLineProps) {
  const Arrow = trend ? arrows[trend.direction] : null
  const verdict = judge(trend, rise)
  return (
    <p className="flex min-w-0 items-center gap-1 text-muted-foreground text-xs">
      {Arrow ? <Arrow aria-hidden className={cn('size-3.5 shrink-0', judged[verdict])} /> : null}
      {trend ? (
        <span className={cn('tabular font-medium', judged[verdict])}>
          {share(trend)}
          <span className="sr-only">{judgedWords[verdict]}</span>
        </span>
      ) : null}
      <span className="truncate">{trend ? `vs ${earlier}` : `nothing in ${earlier}`}</span>
    </p>
  )
}

/** One figure, how it compares with the period before, and its course. */
export function CounterWidget({ widget, data, timeZone }: WidgetBodyProps) {
  const [now, before, line] = [asValue(data.answers[0]), asValue(data.answers[1]), asRange(data.answers[2])]
  const { unit, decimals, thresholds, rise, compare, sparkline = true } = widget.config
  const onPick = useDrill(widget, data)
  const points = line ? finishedPoints(line, Math.min(data.to, data.at)) : []
  const value = now?.value ?? null
  const exact = formatValue(value, unit, { decimals })
  const shown = formatValue(value, unit, { compact: true, decimals })
  const tone = toneAt(value, thresholds)
  const course = () => ({
    columns: ['Time', 'Value'],
    rows: points
      .slice(-mostRows)
      .map((point) => [
        formatBucket(Date.parse(point.timestamp), parseDuration(line?.step ?? '') ?? 0, timeZone),
        formatValue(point.value, unit, { decimals }),
      ]),
    total: points.length,
  })
  const back = compare && compare !== 'previous_period' ? `${compare} earlier` : null
  return (
    <div className="@container flex h-full flex-col px-4 pb-3">
      <div className="flex min-w-0 items-center gap-2">
        <p
          className="tabular min-w-0 truncate font-semibold text-2xl tracking-tight"
          title={exact}
          style={tone ? { color: toneColors[tone] } : undefined}
        >
          <Drillable name={`${shown}, ${widget.title}`} onPick={onPick}>
            {shown}
          </Drillable>
        </p>
        {tone ? <ToneNote tone={tone} /> : null}
      </div>
      <TrendLine
        trend={trendOf(value, before?.value ?? null)}
        rise={rise}
        earlier={back ?? `prior ${formatSpan(data.to - data.from)}`}
      />
      <div className="mt-1.5 min-h-0 flex-1">
        {sparkline ? <Sparkline points={points} color={tone ? toneColors[tone] : undefined} /> : null}
        {sparkline && points.length > 0 ? <DataTable label={`${widget.title}, its course`} data={course} /> : null}
      </div>
    </div>
  )
}
