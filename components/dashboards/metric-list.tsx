'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { SearchList } from '@/components/ui/search-list'
import { SkeletonRows } from '@/components/ui/skeleton'
import { suggestTitle } from '@/lib/dashboards/suggest'
import { metricListOptions } from '@/lib/metrics/client'
import type { Metric } from '@/lib/metrics/contract'

type MetricListProps = { value: string | null; onChange: (metric: Metric) => void; className?: string }

/** Metrics to search and to choose from, with the arrow keys or the pointer. */
export function MetricList({ value, onChange, className }: MetricListProps) {
  const [text, setText] = useState('')
  const query = useQuery(metricListOptions({ q: useDeferredValue(text.trim()), limit: 100 }))
  const metrics = query.data?.metrics ?? []
  const notice = (
    <>
      {query.isPending ? <SkeletonRows /> : null}
      {query.isError ? <p className="p-3 text-destructive text-xs">{query.error.message}</p> : null}
      {query.isSuccess && metrics.length === 0 ? (
        <p className="p-3 text-muted-foreground text-xs">
          {text ? `No metric fits “${text}”` : 'No metrics yet. They appear with the first events.'}
        </p>
      ) : null}
    </>
  )
  return (
    <div className={className}>
      <SearchList
        label="Search metrics"
        listLabel="Metrics"
        text={text}
        onText={setText}
        items={metrics}
        keyOf={({ name }) => name}
        chosen={value}
        onChoose={onChange}
        notice={notice}
      >
        {(metric) => (
          <span className="min-w-0 flex-1">
            <span className="block truncate text-[13px]">{suggestTitle(metric)}</span>
            <span className="block truncate font-mono text-[11px] text-muted-foreground">{metric.name}</span>
          </span>
        )}
      </SearchList>
    </div>
  )
}
