import type { MetricSelector } from './contract'
import type { LabelFilter } from './filter'

type Labelled = { labels: Record<string, string> }

/** Whether a series is read by a metric with this selector and asked for by this filter. */
export function selects({ labels }: Labelled, selector: MetricSelector | null, filter: LabelFilter): boolean {
  if (selector) {
    const named = selector.values.includes(labels[selector.label] ?? '')
    if (named === Boolean(selector.negate)) return false
  }
  return filter.every((holds) => holds(labels))
}

/** The groups that series fall into by the values of `groupBy`; without it one group under the labels all share. */
export function groupSeries<S extends Labelled>(series: readonly S[], groupBy: readonly string[] | undefined) {
  const groups = new Map<string, { labels: Record<string, string>; members: S[] }>()
  for (const one of series) {
    const labels = Object.fromEntries((groupBy ?? []).map((label) => [label, one.labels[label] ?? '']))
    const key = JSON.stringify(labels)
    const group = groups.get(key) ?? { labels, members: [] }
    group.members.push(one)
    groups.set(key, group)
  }
  if (groupBy?.length) return [...groups.values()]
  const shared = Object.entries(series[0]?.labels ?? {}).filter(([label, value]) =>
    series.every((one) => one.labels[label] === value),
  )
  return [{ labels: Object.fromEntries(shared), members: [...series] }]
}
