'use client'

import { AreaChart, ChartLine, ChartNoAxesCombined, Layers } from 'lucide-react'
import { useSearch } from '@/components/layout/use-search'
import { Button } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import type { Metric } from '@/lib/metrics/contract'
import { groupings, type MetricView, type Variant } from './metric-view'

const none = 'none'
const auto = 'auto'
const steps = ['1m', '5m', '15m', '30m', '1h', '6h', '1d', '1w']
const charts = [
  { value: 'line', label: <ChartLine aria-hidden />, title: 'Lines' },
  { value: 'area', label: <AreaChart aria-hidden />, title: 'Areas' },
  { value: 'stacked', label: <Layers aria-hidden />, title: 'Stacked areas' },
] as const

type MetricControlsProps = { metric: Metric; view: MetricView; variant: Variant }

/** How a metric is looked at; all of it is in the address. */
export function MetricControls({ metric, view, variant }: MetricControlsProps) {
  const { change } = useSearch()
  const labels = groupings(metric)
  return (
    <div className="flex flex-wrap items-center gap-2">
      {metric.aggregations.length > 1 ? (
        <Select
          label="Aggregation"
          prefix="Show"
          value={view.aggregation ?? metric.aggregation}
          options={metric.aggregations.map((one) => ({
            value: one,
            label: one,
            hint: one === metric.aggregation ? 'default' : undefined,
          }))}
          onChange={(one) => change({ aggregation: one === metric.aggregation ? null : one })}
        />
      ) : null}
      {labels.length > 0 ? (
        <Select
          label="Group by"
          prefix="by"
          value={view.groupBy ?? none}
          options={[{ value: none, label: 'nothing' }, ...labels.map((label) => ({ value: label, label }))]}
          onChange={(label) => change({ group_by: label === none ? null : label })}
        />
      ) : null}
      <Select
        label="Step"
        prefix="every"
        value={view.step && steps.includes(view.step) ? view.step : auto}
        options={[{ value: auto, label: 'auto' }, ...steps.map((step) => ({ value: step, label: step }))]}
        onChange={(step) => change({ step: step === auto ? null : step })}
      />
      {view.groupBy || view.aggregation ? null : (
        <Button
          variant="ghost"
          aria-pressed={view.isExpectedShown}
          className={view.isExpectedShown ? 'bg-accent text-foreground' : undefined}
          onClick={() => change({ expected: view.isExpectedShown ? 'off' : null }, { replace: true })}
        >
          <ChartNoAxesCombined aria-hidden />
          Expected
        </Button>
      )}
      <Segmented
        label="Chart"
        value={variant}
        options={charts}
        onChange={(chart) => change({ chart }, { replace: true })}
      />
    </div>
  )
}
