/** A row's key (`{"id":"7"}`) in words: the value where it is one column, else `column=value` for each. */
export function keyWords(key: string | null): string {
  if (key === null) return ''
  try {
    const parsed: unknown = JSON.parse(key)
    if (typeof parsed !== 'object' || parsed === null) return key
    const parts = Object.entries(parsed)
    return parts.length === 1 ? String(parts[0]?.[1]) : parts.map(([name, value]) => `${name}=${value}`).join(', ')
  } catch {
    return key
  }
}
