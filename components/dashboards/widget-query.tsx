'use client'

import { useQuery } from '@tanstack/react-query'
import { ChevronDown, X } from 'lucide-react'
import type { ExploreQuery } from '@/components/explore/explore-view'
import { FilterField } from '@/components/explore/filter-field'
import { FormulaField } from '@/components/explore/formula-field'
import { MetricPicker } from '@/components/explore/metric-picker'
import { AggregationControl, GroupControl, TransformControl } from '@/components/explore/row-controls'
import type { ShownRange } from '@/components/layout/use-time-range'
import { groupings } from '@/components/metrics/metric-view'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'
import { answersOptions } from '@/lib/dashboards/client'
import type { WidgetQuery, WidgetType } from '@/lib/dashboards/contract'
import { metricOptions } from '@/lib/metrics/client'

const kinds = [
  { value: 'metric', label: 'Metric' },
  { value: 'formula', label: 'Formula' },
] as const

const toRow = ({ metric, expr, group_by, unit: _, ...rest }: WidgetQuery, ref: string): ExploreQuery => ({
  ref,
  kind: expr === undefined ? 'metric' : 'formula',
  text: metric ?? expr ?? '',
  ...(group_by ? { groupBy: group_by } : {}),
  ...rest,
})

type WidgetQueryFieldsProps = {
  letter: string
  type: WidgetType
  query: WidgetQuery
  range: ShownRange
  onChange: (query: WidgetQuery) => void
  onRemove?: () => void
}

/** One question of a widget: a metric with how it is read, or a formula, and what is wrong with it. */
export function WidgetQueryFields({ letter, type, query, range, onChange, onRemove }: WidgetQueryFieldsProps) {
  const row = toRow(query, letter)
  const isFormula = query.expr !== undefined
  const metric = useQuery({ ...metricOptions(query.metric ?? ''), enabled: Boolean(query.metric) }).data
  const asked = { type: 'line' as const, metric: null, config: { queries: [query] } }
  const isAsked = row.text.trim() !== ''
  const { error } = useQuery({ ...answersOptions(asked, range), enabled: isAsked, retry: false })
  const patch = ({ groupBy, ...change }: Partial<ExploreQuery>, full: Partial<ExploreQuery>) => {
    const { aggregation, filter, limit, transform } = { ...query, ...change }
    const group_by = 'groupBy' in full ? groupBy : query.group_by
    onChange({ ...query, aggregation, filter, limit, transform, group_by })
  }
  const change = (part: Partial<ExploreQuery>) => patch(part, part)
  const labels = metric ? [...new Set([...groupings(metric), ...metric.labels])] : []
  const become = (kind: 'metric' | 'formula') =>
    onChange(
      kind === 'formula'
        ? { expr: query.metric ? `${query.aggregation ?? 'sum'}(${query.metric})` : '', unit: query.unit }
        : { metric: '', unit: query.unit },
    )
  const said = error && isAsked ? error.message : undefined
  return (
    <li aria-label={`Query ${letter}`} className="grid grid-cols-[minmax(0,1fr)] gap-2 rounded-md border p-2.5">
      <div className="flex items-center gap-2">
        <span className="font-mono text-muted-foreground text-xs">{letter}</span>
        <Segmented
          label={`Kind of ${letter}`}
          value={isFormula ? 'formula' : 'metric'}
          options={kinds}
          onChange={become}
        />
        {onRemove ? (
          <Button
            variant="ghost"
            size="icon-sm"
            className="ml-auto"
            aria-label={`Remove query ${letter}`}
            onClick={onRemove}
          >
            <X />
          </Button>
        ) : null}
      </div>
      {isFormula ? (
        <FormulaField
          of={letter}
          value={row.text}
          error={said}
          range={range}
          rows={[]}
          onChange={(expr) => onChange({ ...query, expr })}
        />
      ) : (
        <MetricPicker
          value={row.text}
          onChoose={({ name, unit }) => onChange({ metric: name, ...(unit ? { unit } : {}) })}
        >
          <Button
            className="min-w-0 justify-start font-mono text-xs"
            aria-label={`Metric of ${letter}: ${row.text || 'none'}`}
          >
            <span className="min-w-0 flex-1 truncate text-left">{row.text || 'Choose a metric'}</span>
            <ChevronDown aria-hidden className="size-3.5! text-muted-foreground" />
          </Button>
        </MetricPicker>
      )}
      {isFormula || !metric ? null : (
        <div className="flex flex-wrap gap-2">
          {metric.expr === null ? <AggregationControl query={row} metric={metric} onChange={change} /> : null}
          {type === 'counter' || type === 'gauge' || type === 'heatmap' ? null : (
            <GroupControl query={row} labels={labels} onChange={change} />
          )}
          <FilterField
            of={letter}
            value={query.filter ?? ''}
            labels={labels}
            metrics={[metric.name]}
            range={range}
            onChange={(filter) => change({ filter: filter || undefined })}
          />
          {type === 'line' && metric.expr === null ? (
            <TransformControl query={row} metric={metric} onChange={change} />
          ) : null}
        </div>
      )}
      {said ? (
        <p role="alert" className="text-destructive text-xs [overflow-wrap:anywhere]">
          {said.split('\n')[0]}
        </p>
      ) : null}
    </li>
  )
}
