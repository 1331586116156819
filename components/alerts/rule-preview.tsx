'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { formatCompact } from '@/components/charts/format'
import { formatMoment, formatSpan } from '@/components/charts/format-time'
import { LineChart } from '@/components/charts/line-chart'
import type { LineLimit } from '@/components/charts/tone'
import { useTimeZone } from '@/components/layout/clock'
import { Card, CardActions, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { Select } from '@/components/ui/select'
import { Skeleton } from '@/components/ui/skeleton'
import { useDebounced } from '@/components/ui/use-debounced'
import { alertPreviewOptions } from '@/lib/alerts/client'
import type { RulePreview } from '@/lib/alerts/contract'
import { countOf, labelsOf } from './alert-words'
import { firingMarkers, previewSeries } from './preview-lines'
import { readRule, whyNoPreview } from './rule-body'
import type { RuleDraft } from './rule-draft'

export const previewPeriods = [
  { value: '7d', label: '7 days' },
  { value: '30d', label: '30 days' },
  { value: '90d', label: '90 days' },
] as const
export type PreviewPeriod = (typeof previewPeriods)[number]['value']

/** Asks again once what is written has stood still; of a rule with no name yet too. */
export function useRulePreview(draft: RuleDraft, period: PreviewPeriod) {
  const { name: _, ...rule } = readRule(draft)
  const settled = useDebounced(JSON.stringify(whyNoPreview(draft) ? null : { rule, period }), 400)
  return useQuery(alertPreviewOptions(JSON.parse(settled)))
}

function Chart({ preview, draft }: { preview: RulePreview; draft: RuleDraft }) {
  const timeZone = useTimeZone()
  const series = useMemo(() => previewSeries(preview, draft.metric || 'the formula'), [preview, draft.metric])
  const markers = useMemo(() => firingMarkers(preview), [preview])
  const limit = (text: string, tone: LineLimit['tone'], what: string): LineLimit[] => {
    const value = Number(text.replace(',', '.'))
    return text.trim() === '' || Number.isNaN(value) ? [] : [{ value, tone, label: `${what} ${formatCompact(value)}` }]
  }
  const compares = draft.test === 'threshold'
  return (
    <LineChart
      label="What the rule would have seen"
      series={series}
      stepMs={preview.step_seconds * 1000}
      limits={
        compares ? [...limit(draft.threshold, 'bad', 'threshold'), ...limit(draft.recovery, 'good', 'over at')] : []
      }
      markers={markers}
      from={preview.from}
      to={preview.to}
      timeZone={timeZone}
      height={220}
      legend={series.length > 1 ? 'bottom' : 'off'}
      thinned
    />
  )
}

function Firings({ preview: { firings, fired, to } }: { preview: RulePreview }) {
  const timeZone = useTimeZone()
  if (firings.length === 0) return null
  return (
    <>
      <ol aria-label="When it would have fired" className="mt-3 max-h-64 divide-y overflow-y-auto border-y text-[13px]">
        {firings.map(({ labels, started_at, ended_at, peak }) => (
          <li key={`${started_at} ${labelsOf(labels)}`} className="flex flex-wrap items-baseline gap-x-2 py-1.5">
            <span className="font-medium">{formatMoment(started_at, timeZone)}</span>
            <span className="text-muted-foreground">
              for {formatSpan(Date.parse(ended_at ?? to) - Date.parse(started_at))}
              {ended_at ? '' : ', still'}
              {peak === null ? '' : `, ${formatCompact(peak)} at its worst`}
            </span>
            <span className="min-w-0 truncate font-mono text-muted-foreground text-xs">{labelsOf(labels)}</span>
          </li>
        ))}
      </ol>
      {fired > firings.length ? (
        <p className="mt-1.5 text-muted-foreground text-xs">The newest {firings.length} of them.</p>
      ) : null}
    </>
  )
}

function Found({ preview, draft, period }: { preview: RulePreview; draft: RuleDraft; period: string }) {
  const { fired, condition, warnings } = preview
  return (
    <>
      <p className="font-mono text-muted-foreground text-xs [overflow-wrap:anywhere]">{condition}</p>
      <p className={cn('mt-1 font-medium text-[15px]', fired > 0 && 'text-warning-soft-foreground')} aria-live="polite">
        {fired > 0 ? `Would have fired ${countOf(fired, 'time')} in ${period}` : `Would not have fired in ${period}`}
      </p>
      {warnings.map((one) => (
        <p key={one} className="mt-1 text-warning-soft-foreground text-xs [overflow-wrap:anywhere]">
          {one}
        </p>
      ))}
      {preview.series.length > 0 ? (
        <div className="-mx-2 mt-3">
          <Chart preview={preview} draft={draft} />
        </div>
      ) : null}
      <Firings preview={preview} />
    </>
  )
}

type RulePreviewCardProps = {
  draft: RuleDraft
  preview: ReturnType<typeof useRulePreview>
  period: PreviewPeriod
  onPeriod: (period: PreviewPeriod) => void
  /** What is said in its place. */
  said: string | undefined
}

/** What a rule would have done on the real history, while it is being written. */
export function RulePreviewCard({ draft, preview, period, onPeriod, said }: RulePreviewCardProps) {
  const { data, error, isFetching } = preview
  const why = said ?? whyNoPreview(draft)
  const told = previewPeriods.find(({ value }) => value === period)!.label
  return (
    <Card aria-label="Preview">
      <CardHeader>
        <CardTitle>Preview</CardTitle>
        <CardActions>
          <Select
            label="Period"
            prefix="last"
            value={period}
            options={previewPeriods}
            onChange={onPeriod}
            className="h-7"
          />
        </CardActions>
      </CardHeader>
      <CardContent aria-busy={isFetching} className={cn(isFetching && data && !why && 'opacity-70')}>
        {why ? (
          <p className="text-[13px] text-muted-foreground">{why}</p>
        ) : error ? (
          <p role="alert" className="whitespace-pre-wrap font-mono text-destructive text-xs [overflow-wrap:anywhere]">
            {error.message}
          </p>
        ) : data ? (
          <Found preview={data} draft={draft} period={told} />
        ) : (
          <div role="status" aria-label="Looking at the past">
            <Skeleton className="h-5 w-2/3" />
            <Skeleton className="mt-3 h-52 w-full" />
          </div>
        )}
      </CardContent>
    </Card>
  )
}
