import { otherCategory } from './discover'

type Group<M> = { labels: Record<string, string>; members: M[] }

/** The larger value first; nothing comes last, and alike ones in the order of their labels. */
export function byValue(a: Valued, b: Valued): number {
  const [one, other] = [a.value ?? Number.NEGATIVE_INFINITY, b.value ?? Number.NEGATIVE_INFINITY]
  if (one !== other) return one > other ? -1 : 1
  const [name, otherName] = [JSON.stringify(a.labels), JSON.stringify(b.labels)]
  return name < otherName ? -1 : name > otherName ? 1 : 0
}
type Valued = { labels: Record<string, string>; value: number | null }

export const isRest = ({ labels }: Pick<Valued, 'labels'>) =>
  Object.values(labels).every((value) => value === otherCategory)

/** The `most` groups with the largest values, and all others together under `__other__`, which comes last. */
export function topGroups<M>(groups: (Group<M> & { value: number | null })[], most: number): Group<M>[] {
  const named = groups.filter((group) => !isRest(group)).sort(byValue)
  const kept = named.slice(0, most)
  const rest = [...named.slice(most), ...groups.filter(isRest)].flatMap(({ members }) => members)
  if (rest.length === 0) return kept
  const names = Object.keys(groups[0]!.labels)
  return [...kept, { labels: Object.fromEntries(names.map((name) => [name, otherCategory])), members: rest }]
}
