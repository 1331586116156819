'use client'

import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ShownRange } from '@/components/layout/use-time-range'
import { metricListOptions, metricOptions, rangeOptions } from '@/lib/metrics/client'
import type { Metric } from '@/lib/metrics/contract'
import { type ExploreView, groupsOf, isAsked } from './explore-view'
import { type Answered, exploredSeries } from './explored-series'
import { namesIn } from './formula-names'
import { askedQueries } from './row-formulas'

/** The answers to all rows of the explorer, each with its own data or error, and what is known of their metrics. */
export function useAnswers(view: ExploreView, range: ShownRange, stepMs: number) {
  const { queries, compare } = view
  const whole = useMemo(() => askedQueries(queries), [queries])
  const formulas = queries.some(({ kind }) => kind === 'formula')
  const all = useQuery({ ...metricListOptions(), enabled: formulas })
  const details = useQueries({
    queries: queries.map(({ kind, text }) => ({ ...metricOptions(text), enabled: kind === 'metric' && text !== '' })),
  })
  const results = useQueries({
    queries: whole.map((query) => {
      const { kind, text, aggregation, groupBy, filter, transform } = query
      const limit = groupsOf(query)
      const question = { aggregation, group_by: groupBy, filter, limit, transform, compare, stepMs }
      const subject = kind === 'metric' ? { metric: text } : { expr: text }
      return { ...rangeOptions({ ...subject, ...question }, range), enabled: isAsked(query) && !query.asked.problem }
    }),
  })
  const rows = queries.map((query, index) => {
    const { kind } = query
    const { asked } = whole[index]!
    const names = kind === 'formula' ? namesIn(asked.text) : []
    const named = names.flatMap((name) => all.data?.metrics.find((metric) => metric.name === name) ?? [])
    const metrics: Metric[] = kind === 'metric' ? [details[index]?.data ?? []].flat() : named
    const result = results[index]!
    return { query, asked, metrics, result }
  })
  const stamp = results.map(({ dataUpdatedAt, isError }) => `${dataUpdatedAt}${isError}`).join()
  const units = rows.map(({ query, metrics }) => (query.kind === 'metric' ? (metrics[0]?.unit ?? '') : '')).join()
  const series = useMemo(() => {
    const answers = rows.flatMap(({ query, asked, metrics, result }): Answered[] => {
      if (!isAsked(query) || asked.problem) return []
      const unit = query.kind === 'metric' ? (metrics[0]?.unit ?? '') : ''
      const { groupBy } = asked
      return [
        {
          query: groupBy ? { ...query, groupBy } : query,
          unit,
          range: result.isError ? undefined : result.data?.range,
        },
      ]
    })
    return exploredSeries(answers, compare)
  }, [queries, stamp, units, compare])
  const asked = rows.filter(({ query, asked: { problem } }) => isAsked(query) && !problem)
  const answered = asked.flatMap(({ result }) => (result.data && !result.isError ? [result.data] : []))
  const partials = answered.flatMap(({ partialFrom }) => partialFrom ?? []).sort()
  return {
    rows,
    series,
    from: answered[0]?.from,
    to: answered[0]?.to,
    partialFrom: partials[0],
    pending: asked.some(({ result }) => result.isPending),
    stale: asked.some(({ result }) => result.isPlaceholderData),
    asked: asked.length,
    answered: answered.length,
  }
}

export type Answers = ReturnType<typeof useAnswers>
export type AnswerRow = Answers['rows'][number]
