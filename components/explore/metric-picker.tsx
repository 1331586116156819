'use client'

import { useQuery } from '@tanstack/react-query'
import { Check } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useDeferredValue, useId, useState } from 'react'
import { Breakable } from '@/components/ui/breakable'
import { cn } from '@/components/ui/cn'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { SearchInput } from '@/components/ui/search-input'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { metricListOptions, statsOptions } from '@/lib/metrics/client'
import { type Metric, type MetricType, metricTypes } from '@/lib/metrics/contract'

const all = 'all'
const jumps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }

type ChoicesProps = { value?: string; onChoose: (metric: Metric) => void }

function Choices({ value, onChoose }: ChoicesProps) {
  const [text, setText] = useState('')
  const [table, setTable] = useState(all)
  const [type, setType] = useState<MetricType | typeof all>(all)
  const [at, setAt] = useState(0)
  const id = useId()
  const stats = useQuery(statsOptions())
  const tables = [...new Set(stats.data?.tables.map((one) => one.table))].sort()
  const search = {
    q: useDeferredValue(text.trim()),
    limit: 200,
    ...(table === all ? {} : { table }),
    ...(type === all ? {} : { type }),
  }
  const list = useQuery(metricListOptions(search))
  const metrics = list.data?.metrics ?? []
  const active = Math.min(at, metrics.length - 1)
  const press = (event: KeyboardEvent) => {
    const jump = jumps[event.key]
    if (jump) {
      event.preventDefault()
      const next = Math.max(0, Math.min(metrics.length - 1, active + jump))
      setAt(next)
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && metrics[active]) {
      event.preventDefault()
      onChoose(metrics[active])
    }
  }
  return (
    <>
      <SearchInput
        label="Search metrics"
        autoFocus
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
      <div className="mt-2 grid grid-cols-2 gap-2">
        <Select
          label="Table"
          value={table}
          options={[{ value: all, label: 'All tables' }, ...tables.map((one) => ({ value: one, label: one }))]}
          onChange={setTable}
        />
        <Select<MetricType | typeof all>
          label="Type"
          value={type}
          options={[{ value: all, label: 'All types' }, ...metricTypes.map((one) => ({ value: one, label: one }))]}
          onChange={setType}
        />
      </div>
      <div
        id={id}
        role="listbox"
        aria-label="Metrics"
        tabIndex={-1}
        className="mt-2 h-72 overflow-y-auto rounded-md border"
      >
        {list.isPending ? <SkeletonRows /> : null}
        {list.isError ? <p className="p-3 text-destructive text-xs">{list.error.message}</p> : null}
        {list.isSuccess && metrics.length === 0 ? (
          <p className="p-3 text-muted-foreground text-xs">
            {text || table !== all || type !== all
              ? 'No metric matches. Try a table or a field by its name.'
              : 'No metrics yet. They appear with the first row change.'}
          </p>
        ) : null}
        {metrics.map((metric, i) => (
          <div
            key={metric.name}
            id={`${id}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={metric.name === value}
            className={cn('flex cursor-default items-center gap-2 px-3 py-1.5', i === active && 'bg-accent')}
            onPointerMove={() => setAt(i)}
            onClick={() => onChoose(metric)}
            onKeyDown={press}
          >
            <span className="min-w-0 flex-1">
              <span className="block font-mono text-xs [overflow-wrap:anywhere]">
                <Breakable name={metric.name} />
              </span>
              <span className="block truncate text-[11px] text-muted-foreground">{metric.description}</span>
            </span>
            <span className="shrink-0 text-[11px] text-muted-foreground">{metric.aggregation}</span>
            {metric.name === value ? <Check aria-hidden className="size-4 shrink-0 text-primary" /> : null}
          </div>
        ))}
      </div>
      {list.data?.next_cursor ? (
        <p className="mt-1.5 text-[11px] text-muted-foreground">The first 200; type to find others.</p>
      ) : null}
    </>
  )
}

type MetricPickerProps = ChoicesProps & { children: ReactNode }

/** Opens the metrics to search and choose from, by keyboard or pointer, below its one focusable child. */
export function MetricPicker({ children, value, onChoose }: MetricPickerProps) {
  const [open, setOpen] = useState(false)
  const choose = (metric: Metric) => {
    setOpen(false)
    onChoose(metric)
  }
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{children}</PopoverTrigger>
      <PopoverContent align="start" aria-label="Choose a metric" className="w-[26rem]">
        <Choices value={value} onChoose={choose} />
      </PopoverContent>
    </Popover>
  )
}
