'use client'

import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, useMemo } from 'react'
import { answersOptions } from '@/lib/dashboards/client'
import type { Widget } from '@/lib/dashboards/contract'
import type { Answered } from '@/lib/dashboards/prepare'
import { questionsOf } from '@/lib/dashboards/question'
import { ApiError } from '@/lib/http/api'
import type { Window } from '@/lib/metrics/client'
import { registry } from './registry'
import { WidgetEmpty, WidgetFailed, WidgetLoading, WidgetStale } from './widget-states'

type WidgetBodyProps = { widget: Widget; range: Window }

const unasked = { from: 0, to: 0, at: 0, answers: [] }

/** When the data of a whole board changes, figures are there at once and what takes long to draw follows, the page answering meanwhile. */
function useShown(widget: Widget, data: Answered | undefined, timeZone: string) {
  const now = useMemo(() => ({ widget, data, timeZone }), [widget, data, timeZone])
  const later = useDeferredValue(now)
  const { widget: drawn, data: known, ...rest } = widget.type === 'counter' || !later.data ? now : later
  return known && { widget: drawn, data: known, ...rest }
}

/** What a widget shows: its data, or in its own frame why there is none. */
export function WidgetBody({ widget, range }: WidgetBodyProps) {
  const { Body, source } = registry[widget.type]
  const asks = questionsOf(widget, { from: 0, to: 1 }, range.timeZone).length > 0
  const query = useQuery({ ...answersOptions(widget, range), enabled: asks })
  const shown = useShown(widget, query.data, range.timeZone)
  const retry = () => query.refetch()
  if (!asks && source === 'metric')
    return <WidgetEmpty title="No metric chosen">Edit this widget to choose one.</WidgetEmpty>
  if (!asks) return <Body widget={widget} data={unasked} timeZone={range.timeZone} />
  if (query.data && shown) {
    const { Body: Drawn } = registry[shown.widget.type]
    return (
      <>
        <Drawn {...shown} />
        {query.isError ? <WidgetStale retry={retry} /> : null}
      </>
    )
  }
  if (query.isPending) return <WidgetLoading type={widget.type} />
  if (widget.metric && query.error instanceof ApiError && query.error.status === 404) {
    return (
      <WidgetEmpty title={`Waiting for ${widget.metric}`}>
        There is no metric of this name yet. It appears here with its first data.
      </WidgetEmpty>
    )
  }
  return <WidgetFailed error={query.error} retry={retry} retrying={query.isFetching} />
}
