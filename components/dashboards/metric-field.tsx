'use client'

import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { fieldStyle } from '@/components/ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import type { Widget } from '@/lib/dashboards/contract'
import { suggestConfig, suggestTitle } from '@/lib/dashboards/suggest'
import type { Metric } from '@/lib/metrics/contract'
import { MetricList } from './metric-list'

type MetricFieldProps = {
  widget: Widget
  patch: (change: Partial<Omit<Widget, 'id'>>, field: string) => void
}

/** The metric of a widget; another one brings its own title, unit and grouping along. */
export function MetricField({ widget, patch }: MetricFieldProps) {
  const [open, setOpen] = useState(false)
  const choose = (metric: Metric) => {
    setOpen(false)
    if (metric.name === widget.metric) return
    const { min, max, decimals, limit } = widget.config
    const config = { min, max, decimals, limit, ...suggestConfig(widget.type, metric) }
    patch({ metric: metric.name, title: suggestTitle(metric), config }, 'metric')
  }
  return (
    <Field label="Metric">
      {({ id }) => (
        <Popover open={open} onOpenChange={setOpen}>
          <PopoverTrigger
            id={id}
            className={cn(fieldStyle, 'flex h-8 items-center gap-2 px-2.5 text-left font-mono text-xs')}
          >
            <span className="min-w-0 flex-1 truncate">{widget.metric ?? 'Choose a metric'}</span>
            <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
          </PopoverTrigger>
          <PopoverContent className="w-80">
            <MetricList value={widget.metric} onChange={choose} />
          </PopoverContent>
        </Popover>
      )}
    </Field>
  )
}
