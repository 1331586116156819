import { otherCategory } from '../discover'
import { byValue, isRest } from '../top'
import { addGroups, type Vector } from './vector'

type Labels = Record<string, string>

const mostGroups = 100

/** The groups of a formula that are shown. */
export type ShownGroups = {
  groups: { labels: Labels; value: number | null }[]
  /** The labels of those that are counted together, and how many there are that are not shown at all. */
  together: Labels[]
  leftOut: number
}

const keyOf = (labels: Labels) => JSON.stringify(labels)

/**
 * The groups with the largest values over the whole interval; those counted together come last. Where groups add up, all
 * others are one more.
 */
export function chooseGroups({ groups }: Vector, limit: number | undefined, additive: boolean): ShownGroups {
  const valued = groups.map(({ labels, points }) => ({ labels, value: points[0] ?? null }))
  const most = limit ?? mostGroups
  const isOther = (one: { labels: Labels }) => groups.length > 1 && isRest(one)
  const named = valued.filter((one) => !isOther(one)).sort(byValue)
  const rest = [...named.slice(most), ...valued.filter(isOther)]
  const kept = named.slice(0, most)
  if (rest.length === 0) return { groups: kept, together: [], leftOut: 0 }
  if (!additive) {
    const shown = [...kept, ...rest.filter(isOther)].slice(0, most)
    return { groups: shown, together: [], leftOut: valued.length - shown.length }
  }
  const labels = Object.fromEntries(Object.keys(groups[0]!.labels).map((name) => [name, otherCategory]))
  const [value = null] = addGroups(rest.map((one) => [one.value]))
  return { groups: [...kept, { labels, value }], together: rest.map((one) => one.labels), leftOut: 0 }
}

/** The points of a group in a vector, by the same labels; of those counted together their sum. */
export function pointsOf(vector: Vector, { together }: ShownGroups, labels: Labels) {
  const find = (wanted: Labels) =>
    vector.groups.find((group) => keyOf(group.labels) === keyOf(wanted))?.points ?? vector.empty
  return together.length > 0 && isRest({ labels }) ? addGroups(together.map(find)) : find(labels)
}
