'use client'

import { ChartSpline, Plus } from 'lucide-react'
import Link from 'next/link'
import { writeExplore } from '@/components/explore/explore-view'
import { viewOfWidget } from '@/components/explore/explore-widget'
import type { ShownRange } from '@/components/layout/use-time-range'
import { Button } from '@/components/ui/button'
import { mostQueries, type Widget, type WidgetQuery } from '@/lib/dashboards/contract'
import { queriesOf, withQueries } from '@/lib/dashboards/queries'
import { WidgetQueryFields } from './widget-query'

type WidgetQueriesProps = {
  widget: Widget
  range: ShownRange
  patch: (change: Partial<Omit<Widget, 'id'>>, field: string) => void
}

const letters = [...'abcdefghijklmnopqrstuvwxyz']

/** What a widget asks where that is more than one plain metric: formulas, and for lines several of either. */
export function WidgetQueries({ widget, range, patch }: WidgetQueriesProps) {
  const queries = queriesOf(widget)
  const put = (next: readonly WidgetQuery[]) => patch({ config: { ...widget.config, queries: [...next] } }, 'queries')
  const view = viewOfWidget(widget, undefined)
  const shown = widget.type === 'line' ? queries : queries.slice(0, 1)
  const change = (index: number, query: WidgetQuery) => put(queries.map((one, i) => (i === index ? query : one)))
  const remove = (index: number) => put(queries.filter((_, i) => i !== index))
  const [only, ...others] = queries
  return (
    <section aria-label="Queries" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h3 className="font-medium text-[13px]">Queries</h3>
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-2">
        {shown.map((query, index) => (
          <WidgetQueryFields
            key={letters[index]}
            letter={letters[index] ?? ''}
            type={widget.type}
            query={query}
            range={range}
            onChange={(next) => change(index, next)}
            onRemove={shown.length > 1 ? () => remove(index) : undefined}
          />
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        {widget.type === 'line' && queries.length < mostQueries ? (
          <Button size="sm" onClick={() => put([...queries, { metric: '' }])}>
            <Plus aria-hidden />
            Add a query
          </Button>
        ) : null}
        {only?.metric && others.length === 0 ? (
          <Button size="sm" variant="ghost" onClick={() => patch(withQueries(widget, queries), 'queries')}>
            Ask one metric alone
          </Button>
        ) : null}
        {view ? (
          <Button size="sm" variant="ghost" asChild>
            <Link href={`/explore?${writeExplore(view)}`}>
              <ChartSpline aria-hidden />
              Open in the explorer
            </Link>
          </Button>
        ) : null}
      </div>
    </section>
  )
}
