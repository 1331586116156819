/** Every word that is typed has to be in a name or in what else finds it; a name that begins so comes first. */
export function rate(search: string, name: string, others: readonly string[] = []): number {
  const typed = search.trim().toLowerCase()
  const title = name.toLowerCase()
  if (title.startsWith(typed)) return 1
  if (title.includes(typed)) return 0.8
  const all = [title, ...others].join(' ').toLowerCase()
  return typed.split(/\s+/).every((word) => all.includes(word)) ? 0.5 : 0
}

type Rated = { name: string; words?: readonly string[] }

/** What fits in each group, best first, and the group with the best first; groups without any are left out. */
export function rank<T extends Rated, G extends { items: readonly T[] }>(search: string, groups: readonly G[]): G[] {
  const rated = groups.map((group) => {
    const fitting = group.items
      .map((item) => ({ item, rating: rate(search, item.name, item.words) }))
      .filter(({ rating }) => rating > 0)
      .sort((a, b) => b.rating - a.rating)
    return { group: { ...group, items: fitting.map(({ item }) => item) }, best: fitting[0]?.rating ?? 0 }
  })
  return rated
    .filter(({ best }) => best > 0)
    .sort((a, b) => b.best - a.best)
    .map(({ group }) => group)
}
