/** Every word that is typed has to be in a name or in what else finds it; a name that begins so comes first. */
export function rate(_id: string, search: string, [name = '', ...others]: string[] = []): number {
  const typed = search.trim().toLowerCase()
  const title = name.toLowerCase()
  if (title.startsWith(typed)) return 1
  if (title.includes(typed)) return 0.8
  const all = [title, ...others].join(' ').toLowerCase()
  return typed.split(/\s+/).every((word) => all.includes(word)) ? 0.5 : 0
}
