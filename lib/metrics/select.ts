import { AppError } from '@/lib/errors/app-error'
import type { MetricSelector } from './contract'

type Labelled = { labels: Record<string, string> }

/** A parsed `filter`: the values asked for by label; several values of one label are alternatives. */
export type LabelFilter = Map<string, Set<string>>

/** Reads `label:value` pairs. Throws `bad_request` naming the labels there are. */
export function readFilter(pairs: readonly string[], known: readonly string[]): LabelFilter {
  const filter: LabelFilter = new Map()
  for (const pair of pairs) {
    const colon = pair.indexOf(':')
    if (colon < 1) throw new AppError('bad_request', `filter ${JSON.stringify(pair)} is not of the form label:value`)
    const label = pair.slice(0, colon)
    requireLabels([label], known, 'filter')
    filter.set(label, (filter.get(label) ?? new Set()).add(pair.slice(colon + 1)))
  }
  return filter
}

export function requireLabels(labels: readonly string[], known: readonly string[], what: string) {
  const unknown = labels.find((label) => !known.includes(label))
  if (unknown !== undefined) {
    throw new AppError(
      'bad_request',
      `${what}: this metric has no label ${JSON.stringify(unknown)}; it has ${known.join(', ')}`,
    )
  }
}

/** Whether a series is read by a metric with this selector and asked for by this filter. */
export function selects({ labels }: Labelled, selector: MetricSelector | null, filter: LabelFilter): boolean {
  if (selector) {
    const named = selector.values.includes(labels[selector.label] ?? '')
    if (named === Boolean(selector.negate)) return false
  }
  for (const [label, values] of filter) if (!values.has(labels[label] ?? '')) return false
  return true
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
