'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Select } from '@/components/ui/select'
import { registry } from '@/components/widgets/registry'
import { tableChoicesOptions } from '@/lib/dashboards/client'
import { type Widget, type WidgetType, widgetTypes } from '@/lib/dashboards/contract'
import { suggestConfig, suggestTitle } from '@/lib/dashboards/suggest'
import { rowsOf } from '@/lib/dashboards/words'
import type { Metric } from '@/lib/metrics/contract'
import { MetricList } from './metric-list'

type NewWidget = Omit<Widget, 'id' | 'position'>
type AddWidgetDialogProps = { open: boolean; onOpenChange: (open: boolean) => void; onAdd: (widget: NewWidget) => void }

function TypeChoice({ value, onChange }: { value: WidgetType; onChange: (type: WidgetType) => void }) {
  return (
    <fieldset className="grid grid-cols-3 gap-2">
      <legend className="mb-1.5 font-medium text-[13px]">Show it as</legend>
      {widgetTypes.map((type) => {
        const { icon: Icon, name, hint } = registry[type]
        return (
          <label
            key={type}
            title={hint}
            className={cn(
              'flex h-16 flex-col items-center justify-center gap-1 rounded-md border text-xs transition-colors hover:bg-accent has-focus-visible:outline-2 has-focus-visible:outline-ring',
              type === value && 'border-primary bg-primary-soft text-primary-soft-foreground hover:bg-primary-soft',
            )}
          >
            <input
              type="radio"
              name="widget-type"
              className="sr-only"
              checked={type === value}
              onChange={() => onChange(type)}
            />
            <Icon aria-hidden className="size-4" />
            {name}
          </label>
        )
      })}
    </fieldset>
  )
}

/** Asks what a new widget shows: first how, then of what. */
export function AddWidgetDialog({ open, onOpenChange, onAdd }: AddWidgetDialogProps) {
  const [type, setType] = useState<WidgetType>('line')
  const [metric, setMetric] = useState<Metric | null>(null)
  const [table, setTable] = useState('')
  const tables = useQuery({ ...tableChoicesOptions(), enabled: open })
  const { source } = registry[type]
  const chosen = table || tables.data?.[0] || ''
  const ready = source === 'text' || (source === 'metric' ? metric !== null : chosen !== '')

  const add = (picked = metric) => {
    const name = type === 'table' ? `Latest ${rowsOf(chosen)}` : `Unusual in ${rowsOf(chosen)}`
    if (source === 'metric' && picked) {
      onAdd({ type, title: suggestTitle(picked), metric: picked.name, config: suggestConfig(type, picked) })
    } else if (source === 'table') onAdd({ type, title: name, metric: null, config: { table: chosen } })
    else if (source === 'text') onAdd({ type, title: 'Note', metric: null, config: {} })
    onOpenChange(false)
    setMetric(null)
  }

  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Add a widget" className="sm:max-w-lg">
        <TypeChoice value={type} onChange={setType} />
        {source === 'metric' ? <MetricList className="mt-4" value={metric?.name ?? null} onChange={setMetric} /> : null}
        {source === 'table' ? (
          <Field label="Of the table" className="mt-4">
            {({ id }) => (
              <Select
                id={id}
                label="Table"
                className="w-full"
                value={chosen}
                onChange={setTable}
                options={(tables.data ?? []).map((name) => ({ value: name, label: name }))}
              />
            )}
          </Field>
        ) : null}
        <DialogFooter>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="primary" disabled={!ready} onClick={() => add()}>
            Add
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
