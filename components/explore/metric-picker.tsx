'use client'

import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { Breakable } from '@/components/ui/breakable'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { SearchList } from '@/components/ui/search-list'
import { Select } from '@/components/ui/select'
import { SkeletonRows } from '@/components/ui/skeleton'
import { metricListOptions, statsOptions } from '@/lib/metrics/client'
import { type Metric, type MetricType, metricTypes } from '@/lib/metrics/contract'

const all = 'all'

type ChoicesProps = { value?: string; onChoose: (metric: Metric) => void }

function Choices({ value, onChoose }: ChoicesProps) {
  const [text, setText] = useState('')
  const [table, setTable] = useState(all)
  const [type, setType] = useState<MetricType | typeof all>(all)
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
  const filters = (
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
  )
  const notice = (
    <>
      {list.isPending ? <SkeletonRows /> : null}
      {list.isError ? <p className="p-3 text-destructive text-xs">{list.error.message}</p> : null}
      {list.isSuccess && metrics.length === 0 ? (
        <p className="p-3 text-muted-foreground text-xs">
          {text || table !== all || type !== all
            ? 'No metric matches. Try a table or a field by its name.'
            : 'No metrics yet. They appear with the first row change.'}
        </p>
      ) : null}
    </>
  )
  return (
    <>
      <SearchList
        label="Search metrics"
        listLabel="Metrics"
        autoFocus
        text={text}
        onText={setText}
        items={metrics}
        keyOf={({ name }) => name}
        chosen={value}
        onChoose={onChoose}
        filters={filters}
        notice={notice}
        listClassName="h-72"
      >
        {(metric) => (
          <>
            <span className="min-w-0 flex-1">
              <span className="block font-mono text-xs [overflow-wrap:anywhere]">
                <Breakable name={metric.name} />
              </span>
              <span className="block truncate text-[11px] text-muted-foreground">{metric.description}</span>
            </span>
            <span className="shrink-0 text-[11px] text-muted-foreground">{metric.aggregation}</span>
          </>
        )}
      </SearchList>
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
