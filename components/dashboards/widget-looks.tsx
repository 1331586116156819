'use client'

import { comparisons } from '@/components/explore/explore-view'
import { presets } from '@/components/layout/time-range'
import { settingsOf } from '@/components/widgets/registry'
import type { WidgetSetting } from '@/components/widgets/widget-kind'
import type { Widget, WidgetConfig } from '@/lib/dashboards/contract'
import type { Legend, Rise } from '@/lib/dashboards/looks-contract'
import type { Fill } from '@/lib/metrics/contract'
import { ChoiceField } from './choice-field'
import { ColorsField } from './colors-field'
import { NumberField } from './number-field'
import { ThresholdsField } from './thresholds-field'

const usual = 'default'
const earlierWords: Record<string, string> = {
  previous_period: 'The period before',
  '1d': 'A day earlier',
  '1w': 'A week earlier',
  '30d': '30 days earlier',
}

type WidgetLooksProps = {
  widget: Widget
  /** Of what is drawn, each of which may have a colour. */
  names: readonly string[]
  configure: (change: Partial<WidgetConfig>) => void
}

/** How a widget looks and what it says of its values; only what this type reads is offered. */
export function WidgetLooks({ widget, names, configure }: WidgetLooksProps) {
  const { config, type } = widget
  const settings = settingsOf(widget)
  const has = (setting: WidgetSetting) => settings.includes(setting)
  const own = presets.map(({ value, label }) => ({ value: value as string, label }))
  const isUnusual = config.range !== undefined && !own.some(({ value }) => value === config.range)
  return (
    <>
      {has('range') ? (
        <ChoiceField
          label="Time range"
          value={config.range ?? usual}
          options={[
            { value: usual, label: 'As the dashboard' },
            ...(isUnusual ? [{ value: config.range!, label: `Last ${config.range}` }] : []),
            ...own,
          ]}
          onChange={(range) => configure({ range: range === usual ? undefined : range })}
        />
      ) : null}
      {has('compare') ? (
        <ChoiceField
          label="Compare with"
          value={config.compare ?? usual}
          options={[
            { value: usual, label: type === 'line' ? 'Nothing' : earlierWords.previous_period! },
            ...comparisons
              .filter((one) => type === 'line' || one !== 'previous_period')
              .map((value) => ({ value: value as string, label: earlierWords[value] ?? value })),
          ]}
          onChange={(compare) => configure({ compare: compare === usual ? undefined : compare })}
        />
      ) : null}
      {has('rise') ? (
        <ChoiceField<Rise>
          label="A rise is"
          value={config.rise ?? 'neutral'}
          options={[
            { value: 'neutral', label: 'Neither good nor bad' },
            { value: 'good', label: 'Good' },
            { value: 'bad', label: 'Bad' },
          ]}
          onChange={(rise) => configure({ rise: rise === 'neutral' ? undefined : rise })}
        />
      ) : null}
      {has('sparkline') ? (
        <ChoiceField
          label="Sparkline"
          value={config.sparkline === false ? 'off' : 'on'}
          options={[
            { value: 'on', label: 'Shown' },
            { value: 'off', label: 'Hidden' },
          ]}
          onChange={(shown) => configure({ sparkline: shown === 'off' ? false : undefined })}
        />
      ) : null}
      {has('bars') ? (
        <>
          <ChoiceField
            label="Bars"
            value={config.layout ?? 'horizontal'}
            options={[
              { value: 'horizontal', label: 'Lying' },
              { value: 'vertical', label: 'Standing' },
            ]}
            onChange={(layout) => configure({ layout: layout === 'vertical' ? layout : undefined })}
          />
          <ChoiceField
            label="Several labels"
            hint="Grouped by two labels, the second can make up the parts of each bar."
            value={config.stacked ? 'stacked' : 'apart'}
            options={[
              { value: 'apart', label: 'A bar for each combination' },
              { value: 'stacked', label: 'Stacked' },
            ]}
            onChange={(way) => configure({ stacked: way === 'stacked' || undefined })}
          />
        </>
      ) : null}
      {has('shape') ? (
        <ChoiceField
          label="Shape"
          value={config.shape ?? 'donut'}
          options={[
            { value: 'donut', label: 'Donut with the total' },
            { value: 'pie', label: 'Pie' },
          ]}
          onChange={(shape) => configure({ shape: shape === 'pie' ? shape : undefined })}
        />
      ) : null}
      {has('fill') ? (
        <ChoiceField<Fill | typeof usual>
          label="Without data"
          value={config.fill ?? usual}
          options={[
            { value: usual, label: 'As suits the aggregation' },
            { value: 'null', label: 'A gap' },
            { value: 'zero', label: 'Zero' },
            { value: 'previous', label: 'The value before' },
          ]}
          onChange={(fill) => configure({ fill: fill === usual ? undefined : fill })}
        />
      ) : null}
      {has('legend') ? (
        <ChoiceField<Legend | typeof usual>
          label="Legend"
          value={config.legend ?? usual}
          options={[
            { value: usual, label: 'Automatic' },
            { value: 'bottom', label: 'Below' },
            { value: 'right', label: 'On the right' },
            { value: 'off', label: 'None' },
          ]}
          onChange={(legend) => configure({ legend: legend === usual ? undefined : legend })}
        />
      ) : null}
      {has('target') ? (
        <NumberField label="Target" value={config.target} onChange={(target) => configure({ target })} />
      ) : null}
      {has('thresholds') ? (
        <ThresholdsField value={config.thresholds ?? []} onChange={(thresholds) => configure({ thresholds })} />
      ) : null}
      {has('colors') ? (
        <ColorsField names={names} value={config.colors ?? {}} onChange={(colors) => configure({ colors })} />
      ) : null}
    </>
  )
}
