'use client'

import { useQuery } from '@tanstack/react-query'
import { FilterField } from '@/components/explore/filter-field'
import type { ShownRange } from '@/components/layout/use-time-range'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { settingsOf } from '@/components/widgets/registry'
import type { WidgetSetting } from '@/components/widgets/widget-kind'
import { type LineVariant, lineVariants } from '@/lib/dashboards/board-words'
import type { Widget, WidgetConfig } from '@/lib/dashboards/contract'
import { groupingOf } from '@/lib/dashboards/question'
import { ownLabels } from '@/lib/dashboards/suggest'
import type { BoardVariable } from '@/lib/dashboards/variable-contract'
import { metricOptions } from '@/lib/metrics/client'
import { type Aggregation, aggregations } from '@/lib/metrics/question-words'
import { ChoiceField } from './choice-field'
import { ColumnsField } from './columns-field'
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

type WidgetSettingsProps = {
  widget: Widget
  range: ShownRange
  variables: readonly BoardVariable[]
  configure: (change: Partial<WidgetConfig>) => void
}

/** How the figures are made and written; only what this type of widget reads is offered. */
export function WidgetSettings({ widget, range, variables, configure }: WidgetSettingsProps) {
  const { config, metric: name } = widget
  const metric = useQuery({ ...metricOptions(name ?? ''), enabled: name !== null }).data
  const settings = settingsOf(widget)
  const asksSeveral = config.queries !== undefined
  const has = (setting: WidgetSetting) => settings.includes(setting) && !(asksSeveral && own.has(setting))
  const group = groupingOf(widget)
  const singles = metric ? ownLabels(metric) : []
  const labels = [...new Set([...(group ? group.split(',') : []), ...singles])]
  const pairs = singles.flatMap((one) => singles.filter((other) => other !== one).map((other) => `${one},${other}`))
  const named = variables.flatMap(({ kind, name }) => (kind === 'free' ? [`$${name}`] : []))
  const choices = [
    ...new Set([...(group ? [group] : []), ...labels, ...(widget.type === 'counter' ? [] : pairs), ...named]),
  ]
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
              options={[none, ...choices].map((value) => ({
                value,
                label: value === none ? 'Nothing' : value.replace(',', ', then '),
              }))}
            />
          )}
        </Field>
      ) : null}
      {has('filter') && (labels.length > 0 || config.filter) ? (
        <div className="grid gap-1.5">
          <p className="font-medium text-[13px]">Filter</p>
          <div className="flex flex-wrap gap-2">
            <FilterField
              of="the widget"
              value={config.filter ?? ''}
              labels={labels}
              metrics={name ? [name] : []}
              range={range}
              onChange={(filter) => configure({ filter: filter || undefined })}
            />
          </div>
        </div>
      ) : null}
      {has('columns') ? <ColumnsField key={config.table} config={config} configure={configure} /> : null}
      {has('list') ? (
        <ChoiceField
          label="Lists"
          value={config.list ?? 'anomalies'}
          options={[
            { value: 'anomalies', label: 'Open anomalies' },
            { value: 'alerts', label: 'Alerts that fire' },
          ]}
          onChange={(list) => configure({ list: list === 'anomalies' ? undefined : list })}
        />
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
