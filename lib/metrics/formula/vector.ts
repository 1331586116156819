import { DecimalSum } from '../decimal'

export type Points = (number | null)[]
type Labels = Record<string, string>

/** Values of the steps of one grid, by group; `names` are the labels grouped by, `empty` is what a group without samples has. */
export type Vector = { names: string[]; groups: { labels: Labels; points: Points }[]; empty: Points }

/** One group without labels. */
export const single = (points: Points): Vector => ({ names: [], groups: [{ labels: {}, points }], empty: points })

const finite = (value: number | null) => (value === null || Number.isFinite(value) ? value : null)

export const mapPoints = ({ names, groups, empty }: Vector, change: (points: Points) => Points): Vector => ({
  names,
  groups: groups.map(({ labels, points }) => ({ labels, points: change(points).map(finite) })),
  empty: change(empty).map(finite),
})

/** The sum of groups at each step; null where none of them has a value. */
export const addGroups = (groups: readonly Points[]): Points =>
  (groups[0] ?? []).map((_, step) => {
    const there = groups.flatMap((points) => points[step] ?? [])
    if (there.length === 0) return null
    const sum = new DecimalSum()
    for (const value of there) sum.add(value)
    return finite(Number(sum.toString()))
  })

const keyOf = (labels: Labels, names: readonly string[]) => JSON.stringify(names.map((name) => labels[name] ?? ''))

/**
 * Joins vectors step by step. Those with fewer labels go with every group that has theirs; a group that one lacks has there
 * what no samples give. Null where the labels of one are not among those of another.
 */
export function joinVectors(vectors: readonly Vector[], join: (values: Points) => number | null): Vector | null {
  const names = [
    ...vectors.reduce((widest, { names: own }) => (own.length > widest.length ? own : widest), [] as string[]),
  ]
  if (vectors.some((vector) => vector.names.some((name) => !names.includes(name)))) return null
  const indexed = vectors.map(({ names: own, groups }) => {
    const sorted = [...own].sort()
    return { sorted, byKey: new Map(groups.map(({ labels, points }) => [keyOf(labels, sorted), points])) }
  })
  const wanted = new Map<string, Labels>()
  for (const vector of vectors) {
    if (vector.names.length < names.length) continue
    for (const { labels } of vector.groups) wanted.set(keyOf(labels, names), labels)
  }
  const across = (lists: Points[]): Points =>
    (lists[0] ?? []).map((_, i) => finite(join(lists.map((points) => points[i] ?? null))))
  const groups = [...wanted.values()].map((labels) => ({
    labels,
    points: across(vectors.map(({ empty }, v) => indexed[v]!.byKey.get(keyOf(labels, indexed[v]!.sorted)) ?? empty)),
  }))
  return { names, groups, empty: across(vectors.map(({ empty }) => empty)) }
}
