/**
 * PostgreSQL's text of an array (`{1,NULL,"a,b"}`, nested, with or without `[0:1]=`) as lists, each item through `read`.
 * Null where the text is no array.
 */
export function parseArray<T>(text: string, read: (item: string) => T): unknown[] | null {
  const start = text.startsWith('[') ? text.indexOf('=') + 1 : 0
  if (text[start] !== '{') return null
  const root: unknown[] = []
  const open: unknown[][] = [root]
  let at = start + 1
  while (at < text.length) {
    const list = open[open.length - 1]
    if (!list) return null
    const char = text[at]
    if (char === '{') {
      const inner: unknown[] = []
      list.push(inner)
      open.push(inner)
      at += 1
    } else if (char === '}') {
      open.pop()
      at += 1
    } else if (char === ',') {
      at += 1
    } else if (char === '"') {
      let item = ''
      for (at += 1; at < text.length && text[at] !== '"'; at += 1) {
        if (text[at] === '\\') at += 1
        item += text[at] ?? ''
      }
      at += 1
      list.push(read(item))
    } else {
      let end = at
      while (end < text.length && text[end] !== ',' && text[end] !== '}') end += 1
      const item = text.slice(at, end)
      list.push(item.toUpperCase() === 'NULL' ? null : read(item))
      at = end
    }
  }
  return open.length === 0 ? root : null
}
