'use client'

import {
  ChevronDown,
  Copy,
  Ellipsis,
  ExternalLink,
  Eye,
  EyeOff,
  Save,
  Sigma,
  Trash2,
  TriangleAlert,
} from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { Allowed } from '@/components/access/allowed'
import type { ShownRange } from '@/components/layout/use-time-range'
import { groupings } from '@/components/metrics/metric-view'
import { Breakable } from '@/components/ui/breakable'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { isAsked, queryFormula } from './explore-view'
import { FilterField } from './filter-field'
import { FormulaField } from './formula-field'
import { MetricPicker } from './metric-picker'
import { AggregationControl, GroupControl, TransformControl } from './row-controls'
import { RowError } from './row-error'
import { otherRows, writtenError } from './row-formulas'
import { SaveMetricDialog } from './save-metric-dialog'
import type { AnswerRow } from './use-answers'
import type { Explore } from './use-explore'

type QueryRowProps = { row: AnswerRow; color: string | undefined; range: ShownRange; explore: Explore }

/** One row: what is asked, how, and what is wrong with it where something is. */
export function QueryRow({ row: { query, asked, metrics, result }, color, range, explore }: QueryRowProps) {
  const [saving, setSaving] = useState(false)
  const { ref, kind, text, hidden } = query
  const [metric] = kind === 'metric' ? metrics : []
  const own = [...new Set(metrics.flatMap(groupings))]
  const labels = [...new Set([...own, ...metrics.flatMap((one) => one.labels)])]
  const patch = (change: Parameters<Explore['patchQuery']>[1]) => explore.patchQuery(ref, change)
  const failed = result.isError && isAsked(query) && !asked.problem ? result.error : null
  const leftOut = isAsked(query) ? result.data?.range.groups_left_out : undefined
  const measured = kind === 'metric' && metric?.expr == null
  const Icon = hidden ? EyeOff : Eye
  return (
    <li aria-label={`Query ${ref}`} className="border-b px-3 py-2 last:border-0 sm:px-4">
      <div className="flex items-start gap-2 max-sm:flex-wrap">
        <button
          type="button"
          aria-pressed={!hidden}
          aria-label={`Show ${ref}`}
          title={hidden ? `Show ${ref}` : `Hide ${ref}`}
          onClick={() => patch({ hidden: hidden ? undefined : true })}
          className="group flex h-8 shrink-0 items-center gap-1.5 rounded-md border px-2 font-mono text-xs hover:bg-accent"
        >
          <span
            aria-hidden
            className={cn('size-2.5 rounded-full border', hidden && 'bg-transparent!')}
            style={{ background: color ?? 'var(--chart-axis)', borderColor: color ?? 'var(--chart-axis)' }}
          />
          {ref}
          <Icon aria-hidden className="size-3.5 text-muted-foreground" />
        </button>
        <div
          className={cn(
            'min-w-0 max-sm:flex-1',
            kind === 'formula' ? 'flex-1 sm:basis-96' : 'max-w-full',
            hidden && 'opacity-60',
          )}
        >
          {kind === 'metric' ? (
            <MetricPicker
              value={text}
              onChoose={({ name }) => {
                if (name !== text)
                  patch({
                    text: name,
                    aggregation: undefined,
                    transform: undefined,
                    groupBy: undefined,
                    filter: undefined,
                  })
              }}
            >
              <Button
                className="min-w-0 max-w-full shrink justify-start font-mono text-xs"
                aria-label={`Metric of ${ref}: ${text}`}
              >
                <span className="truncate">
                  <Breakable name={text} />
                </span>
                <ChevronDown aria-hidden className="size-3.5! text-muted-foreground" />
              </Button>
            </MetricPicker>
          ) : (
            <FormulaField
              of={ref}
              value={text}
              error={asked.problem ?? (failed ? writtenError(failed.message, asked, text) : undefined)}
              rows={otherRows(explore.view.queries, ref)}
              range={range}
              onChange={(next) => explore.patchQuery(ref, { text: next }, { replace: true })}
            />
          )}
        </div>
        <div
          className={cn(
            'flex min-w-0 flex-wrap items-start gap-2 max-sm:order-last max-sm:basis-full',
            kind === 'metric' ? 'flex-1' : 'sm:max-w-[50%]',
            hidden && 'opacity-60',
          )}
        >
          {measured ? <AggregationControl query={query} metric={metric} onChange={patch} /> : null}
          <GroupControl query={query} labels={labels} onChange={patch} />
          <FilterField
            of={ref}
            value={query.filter ?? ''}
            labels={labels}
            metrics={metrics.map(({ name }) => name)}
            range={range}
            onChange={(filter) => patch({ filter: filter || undefined })}
          />
          {measured ? <TransformControl query={query} metric={metric} onChange={patch} /> : null}
          {kind === 'formula' && text.trim() ? (
            <Allowed to="write">
              <Button onClick={() => setSaving(true)}>
                <Save aria-hidden className="text-muted-foreground" />
                Save as metric
              </Button>
            </Allowed>
          ) : null}
        </div>
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button size="icon" variant="ghost" aria-label={`More about ${ref}`}>
              <Ellipsis />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent>
            <DropdownMenuItem onSelect={() => explore.duplicate(ref)}>
              <Copy aria-hidden />
              Duplicate
            </DropdownMenuItem>
            {kind === 'metric' ? (
              <>
                <DropdownMenuItem
                  onSelect={() =>
                    patch({ kind: 'formula', text: queryFormula(query), aggregation: undefined, transform: undefined })
                  }
                >
                  <Sigma aria-hidden />
                  Make it a formula
                </DropdownMenuItem>
                <DropdownMenuItem asChild>
                  <Link href={`/explore/${encodeURIComponent(text)}`}>
                    <ExternalLink aria-hidden />
                    Open its page
                  </Link>
                </DropdownMenuItem>
              </>
            ) : null}
            <DropdownMenuSeparator />
            <DropdownMenuItem destructive onSelect={() => explore.remove(ref)}>
              <Trash2 aria-hidden />
              Remove
            </DropdownMenuItem>
          </DropdownMenuContent>
        </DropdownMenu>
      </div>
      {asked.problem && !hidden ? (
        <p role="alert" className="mt-1.5 text-destructive text-xs">
          {asked.problem}
        </p>
      ) : null}
      {failed ? (
        <RowError
          error={failed}
          retrying={result.isFetching}
          onRetry={() => result.refetch()}
          onLimit={(query.limit ?? 0) > 10 ? () => patch({ limit: undefined }) : undefined}
        />
      ) : null}
      {leftOut ? (
        <p role="status" className="mt-1.5 text-muted-foreground text-xs">
          {leftOut} more {leftOut === 1 ? 'group is' : 'groups are'} left out: the values of this formula do not add up
        </p>
      ) : null}
      {kind === 'formula' && !text.trim() ? (
        <p className="mt-1.5 flex items-center gap-1.5 text-muted-foreground text-xs">
          <TriangleAlert aria-hidden className="size-3.5" />
          Such as orders_deletes_total / orders_events_total * 100, or A / B of other rows
        </p>
      ) : null}
      {saving ? (
        <SaveMetricDialog
          expr={asked.text}
          onClose={() => setSaving(false)}
          onSaved={(name) => patch({ kind: 'metric', text: name })}
        />
      ) : null}
    </li>
  )
}
