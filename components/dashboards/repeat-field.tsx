'use client'

import { useQuery } from '@tanstack/react-query'
import type { Widget } from '@/lib/dashboards/contract'
import { mostCopies } from '@/lib/dashboards/limits'
import { repeatFor } from '@/lib/dashboards/repeat'
import { ownLabels } from '@/lib/dashboards/suggest'
import type { BoardVariable } from '@/lib/dashboards/variable-contract'
import { metricOptions } from '@/lib/metrics/client'
import { ChoiceField } from './choice-field'
import { NumberField } from './number-field'

type RepeatFieldProps = {
  widget: Widget
  variables: readonly BoardVariable[]
  patch: (change: Partial<Omit<Widget, 'id'>>, field: string) => void
}

const once = 'once'

/** Whether a widget is shown once for each value of a variable; nothing where the board has none. */
export function RepeatField({ widget, variables, patch }: RepeatFieldProps) {
  const { metric: name, config } = widget
  const metric = useQuery({ ...metricOptions(name ?? ''), enabled: name !== null }).data
  const { repeat } = config
  if (variables.length === 0 && !repeat) return null
  const names = [...new Set([...variables.map((one) => one.name), ...(repeat ? [repeat.variable] : [])])]
  const choose = (chosen: string) => {
    const variable = variables.find((one) => one.name === chosen.slice(1))
    if (variable) return patch(repeatFor(widget, variable, metric ? ownLabels(metric) : []), 'repeat')
    const { repeat: _, ...rest } = config
    patch({ config: rest }, 'repeat')
  }
  return (
    <>
      <ChoiceField
        label="Repeat"
        hint={repeat ? `On the dashboard there is one for each chosen value of $${repeat.variable}.` : undefined}
        value={repeat ? `$${repeat.variable}` : once}
        options={[
          { value: once, label: 'Shown once' },
          ...names.map((one) => ({ value: `$${one}`, label: `For each value of $${one}` })),
        ]}
        onChange={choose}
      />
      {repeat ? (
        <NumberField
          label="Copies at most"
          whole={[1, mostCopies]}
          value={repeat.max}
          onChange={(max) => patch({ config: { ...config, repeat: { ...repeat, max } } }, 'repeat max')}
        />
      ) : null}
    </>
  )
}
