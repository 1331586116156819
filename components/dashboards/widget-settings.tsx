'use client'

import { useQuery } from '@tanstack/react-query'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { registry } from '@/components/widgets/registry'
import type { WidgetSetting } from '@/components/widgets/widget-kind'
import { type LineVariant, lineVariants, type Widget, type WidgetConfig } from '@/lib/dashboards/contract'
import { groupingOf } from '@/lib/dashboards/question'
import { ownLabels } from '@/lib/dashboards/suggest'
import { metricOptions } from '@/lib/metrics/client'
import { type Aggregation, aggregations } from '@/lib/metrics/contract'
import { NumberField } from './number-field'

const said: Record<Aggregation, string> = {
  sum: 'Sum',
  avg: 'Average',
  min: 'Smallest',
  max: 'Largest',
  count: 'Number of samples',
  last: 'Latest',
  rate: 'Per second',
  p50: 'Median',
  p90: '90th percentile',
  p95: '95th percentile',
  p99: '99th percentile',
  distinct: 'Different values',
}
const usual = 'default'
const none = '(none)'

/** What each of several queries says itself. */
const own = new Set<WidgetSetting>(['aggregation', 'group_by', 'filter', 'limit'])
const chartWords: Record<LineVariant, string> = {
  line: 'Lines',
  area: 'Areas',
  stacked: 'Stacked areas',
  bar: 'Bars',
}

type WidgetSettingsProps = { widget: Widget; configure: (change: Partial<WidgetConfig>) => void }

/** How the figures are made and written; only what this type of widget reads is offered. */
export function WidgetSettings({ widget, configure }: WidgetSettingsProps) {
  const { config, metric: name } = widget
  const metric = useQuery({ ...metricOptions(name ?? ''), enabled: name !== null }).data
  const settings: readonly WidgetSetting[] = registry[widget.type].settings
  const asksSeveral = config.queries !== undefined
  const has = (setting: WidgetSetting) => settings.includes(setting) && !(asksSeveral && own.has(setting))
  const group = groupingOf(widget)
  const labels = [...new Set([...(group ? [group] : []), ...(metric ? ownLabels(metric) : [])])]
  const usually =
    metric && metric.aggregation !== 'formula' ? `Usual (${said[metric.aggregation].toLowerCase()})` : 'Usual'

  return (
    <>
      {widget.type === 'line' ? (
        <Field label="Drawn as">
          {({ id }) => (
            <Select<LineVariant | typeof usual>
              id={id}
              label="Drawn as"
              className="w-full"
              value={config.chart ?? usual}
              onChange={(value) => configure({ chart: value === usual ? undefined : value })}
              options={[
                { value: usual, label: 'Automatic' },
                ...lineVariants.map((value) => ({ value, label: chartWords[value] })),
              ]}
            />
          )}
        </Field>
      ) : null}
      {widget.type === 'line' && !asksSeveral && metric && !metric.expr ? (
        <Field label="What is expected" hint="The usual range and the anomalies of a metric that is shown whole.">
          {({ id }) => (
            <Select<'shown' | 'hidden'>
              id={id}
              label="What is expected"
              className="w-full"
              value={config.expected ? 'shown' : 'hidden'}
              onChange={(value) => configure({ expected: value === 'shown' ? true : undefined })}
              options={[
                { value: 'hidden', label: 'Not drawn' },
                { value: 'shown', label: 'Drawn behind the line' },
              ]}
            />
          )}
        </Field>
      ) : null}
      {has('aggregation') && !metric?.expr ? (
        <Field label="Aggregation">
          {({ id }) => (
            <Select<Aggregation | typeof usual>
              id={id}
              label="Aggregation"
              className="w-full"
              value={config.aggregation ?? usual}
              onChange={(value) => configure({ aggregation: value === usual ? undefined : value })}
              options={[
                { value: usual, label: usually },
                ...(metric?.aggregations ?? aggregations).map((value) => ({ value, label: said[value] })),
              ]}
            />
          )}
        </Field>
      ) : null}
      {has('group_by') ? (
        <Field label="Group by">
          {({ id }) => (
            <Select
              id={id}
              label="Group by"
              className="w-full"
              value={group ?? none}
              onChange={(value) => configure({ group_by: value === none ? '' : value })}
              options={[none, ...labels].map((value) => ({ value, label: value === none ? 'Nothing' : value }))}
            />
          )}
        </Field>
      ) : null}
      {has('filter') && labels.length > 0 ? (
        <Field label="Filter" hint={`${labels[0]}:value, several with commas between`}>
          {(control) => (
            <Input
              {...control}
              value={config.filter ?? ''}
              onChange={(event) => configure({ filter: event.target.value || undefined })}
            />
          )}
        </Field>
      ) : null}
      {has('columns') ? (
        <Field label="Columns" hint="Names with commas between; empty for the most telling ones">
          {(control) => (
            <Input
              {...control}
              key={config.table}
              defaultValue={config.columns?.join(', ') ?? ''}
              onBlur={(event) => {
                const columns = event.target.value.split(',').flatMap((column) => column.trim() || [])
                configure({ columns: columns.length > 0 ? columns : undefined })
              }}
            />
          )}
        </Field>
      ) : null}
      <div className="grid grid-cols-2 gap-3 empty:hidden">
        {has('bounds') ? (
          <>
            <NumberField label="From" value={config.min} onChange={(min) => configure({ min })} />
            <NumberField label="To" value={config.max} onChange={(max) => configure({ max })} />
          </>
        ) : null}
        {has('limit') ? (
          <NumberField
            label="At most"
            whole={[1, 100]}
            value={config.limit}
            onChange={(limit) => configure({ limit })}
          />
        ) : null}
        {has('format') ? (
          <>
            <Field label="Unit">
              {(control) => (
                <Input
                  {...control}
                  maxLength={50}
                  placeholder="EUR, s, bytes"
                  value={config.unit ?? ''}
                  onChange={(event) => configure({ unit: event.target.value || undefined })}
                />
              )}
            </Field>
            <NumberField
              label="Decimals"
              whole={[0, 10]}
              value={config.decimals}
              onChange={(decimals) => configure({ decimals })}
            />
          </>
        ) : null}
      </div>
    </>
  )
}
