'use client'

import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react'
import { cn } from '@/components/ui/cn'
import { SearchInput } from '@/components/ui/search-input'
import { SkeletonRows } from '@/components/ui/skeleton'
import { suggestTitle } from '@/lib/dashboards/suggest'
import { metricListOptions } from '@/lib/metrics/client'
import type { Metric } from '@/lib/metrics/contract'

type MetricListProps = { value: string | null; onChange: (metric: Metric) => void; className?: string }

/** Metrics to search and to choose from, with the arrow keys or the pointer. */
export function MetricList({ value, onChange, className }: MetricListProps) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const query = useQuery(metricListOptions({ q: useDeferredValue(text.trim()), limit: 100 }))
  const id = useId()
  const metrics = query.data?.metrics ?? []
  const active = Math.min(at, metrics.length - 1)

  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      const next = Math.max(0, Math.min(metrics.length - 1, active + step))
      setAt(next)
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && metrics[active]) {
      event.preventDefault()
      onChange(metrics[active])
    }
  }

  return (
    <div className={className}>
      <SearchInput
        label="Search metrics"
        value={text}
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        onKeyDown={press}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
      />
      <div
        id={id}
        role="listbox"
        aria-label="Metrics"
        tabIndex={-1}
        className="mt-2 h-56 overflow-y-auto rounded-md border"
      >
        {query.isPending ? <SkeletonRows /> : null}
        {query.isError ? <p className="p-3 text-destructive text-xs">{query.error.message}</p> : null}
        {query.isSuccess && metrics.length === 0 ? (
          <p className="p-3 text-muted-foreground text-xs">
            {text ? `No metric fits “${text}”` : 'No metrics yet. They appear with the first events.'}
          </p>
        ) : null}
        {metrics.map((metric, i) => (
          <div
            key={metric.name}
            id={`${id}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={metric.name === value}
            className={cn(
              'flex cursor-default items-center gap-2 px-3 py-1.5',
              i === active && 'bg-accent text-accent-foreground',
            )}
            onPointerMove={() => setAt(i)}
            onClick={() => onChange(metric)}
            onKeyDown={press}
          >
            <span className="min-w-0 flex-1">
              <span className="block truncate text-[13px]">{suggestTitle(metric)}</span>
              <span className="block truncate font-mono text-[11px] text-muted-foreground">{metric.name}</span>
            </span>
            {metric.name === value ? <Check aria-hidden className="size-4 text-primary" /> : null}
          </div>
        ))}
      </div>
    </div>
  )
}
