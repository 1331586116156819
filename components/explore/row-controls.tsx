'use client'

import { Select } from '@/components/ui/select'
import type { Metric } from '@/lib/metrics/contract'
import { type Aggregation, aggregations, type Transform, transforms } from '@/lib/metrics/question-words'
import { type ExploreQuery, groupsOf } from './explore-view'

const usual = 'usual'
const none = 'none'
const tops = [1, 3, 5, 10, 20, 50, 100]
const perStep = new Set(['sum', 'count'])
const transformWords: Record<Transform, string> = { rate: 'per second', cumulative: 'running total' }

type ControlProps = {
  query: ExploreQuery
  metric: Metric | undefined
  onChange: (patch: Partial<ExploreQuery>) => void
}

/** How the samples of a step become a value. */
export function AggregationControl({ query: { ref, aggregation }, metric, onChange }: ControlProps) {
  const own = metric?.aggregation
  return (
    <Select<Aggregation | typeof usual>
      label={`Aggregation of ${ref}`}
      value={aggregation ?? usual}
      options={[
        { value: usual, label: own ?? 'usual', hint: 'default' },
        ...(metric?.aggregations ?? aggregations)
          .filter((one) => one !== own)
          .map((one) => ({ value: one, label: one })),
        ...(aggregation && aggregation === own ? [{ value: aggregation, label: aggregation }] : []),
      ]}
      onChange={(next) => onChange({ aggregation: next === usual ? undefined : next })}
    />
  )
}

/** What tells the lines of a row apart, and how many of them are kept apart. */
export function GroupControl({
  query,
  labels,
  onChange,
}: Omit<ControlProps, 'metric'> & { labels: readonly string[] }) {
  const { ref, groupBy } = query
  const limit = groupsOf(query)
  const choices = [...new Set([...(groupBy ? [groupBy] : []), ...labels])]
  if (choices.length === 0) return null
  return (
    <>
      <Select
        label={`Group ${ref} by`}
        prefix="by"
        value={groupBy ?? none}
        options={[{ value: none, label: 'nothing' }, ...choices.map((label) => ({ value: label, label }))]}
        onChange={(label) => onChange(label === none ? { groupBy: undefined, limit: undefined } : { groupBy: label })}
      />
      {groupBy ? (
        <Select
          label={`Groups of ${ref}`}
          prefix="top"
          value={String(limit)}
          options={[...new Set([...tops, limit ?? 10])]
            .sort((a, b) => a - b)
            .map((top) => ({ value: String(top), label: String(top) }))}
          onChange={(top) => onChange({ limit: top === '10' ? undefined : Number(top) })}
        />
      ) : null}
    </>
  )
}

/** What is made of the values of the steps. */
export function TransformControl({ query: { ref, aggregation, transform }, metric, onChange }: ControlProps) {
  const rateable = perStep.has(aggregation ?? metric?.aggregation ?? '')
  const offered = transforms.filter((one) => one !== 'rate' || rateable || transform === 'rate')
  return (
    <Select<Transform | typeof none>
      label={`Transform of ${ref}`}
      prefix="as"
      value={transform ?? none}
      options={[
        { value: none, label: 'values' },
        ...offered.map((one) => ({ value: one, label: transformWords[one] })),
      ]}
      onChange={(next) => onChange({ transform: next === none ? undefined : next })}
    />
  )
}
