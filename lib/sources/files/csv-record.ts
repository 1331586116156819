const separators = [',', ';', '\t', '|'] as const
export type Separator = (typeof separators)[number]

/** The fields of one record of CSV (RFC 4180); null where a quote is not closed, or something follows the one that closes it. */
export function readRecord(text: string, separator: Separator): string[] | null {
  if (!text.includes('"')) return text.split(separator)
  const fields: string[] = []
  for (let at = 0; at <= text.length; at += 1) {
    if (text[at] !== '"') {
      const end = text.indexOf(separator, at)
      fields.push(text.slice(at, end === -1 ? undefined : end))
      if (end === -1) return fields
      at = end
      continue
    }
    let field = ''
    for (at += 1; ; ) {
      const close = text.indexOf('"', at)
      if (close === -1) return null
      field += text.slice(at, close)
      at = close + 1
      if (text[at] !== '"') break
      field += '"'
      at += 1
    }
    fields.push(field)
    if (at >= text.length) return fields
    if (text[at] !== separator) return null
  }
  return fields
}

/** The names of the columns, and what stands between them: of comma, semicolon, tab and bar the one that makes the most. Throws what is wrong. */
export function readHeader(text: string): { columns: string[]; separator: Separator } {
  const line = text.replace(/^\uFEFF/, '')
  const [best] = separators
    .map((separator) => ({ separator, columns: readRecord(line, separator) ?? [] }))
    .sort((a, b) => b.columns.length - a.columns.length)
  const columns = best!.columns.map((name) => name.trim())
  if (columns.length === 0 || columns.some((name) => name === ''))
    throw new Error(`the first line must name every column, not ${JSON.stringify(line.slice(0, 80))}`)
  const twice = columns.find((name, place) => columns.indexOf(name) < place)
  if (twice) throw new Error(`the first line names the column ${twice} twice`)
  return { columns, separator: best!.separator }
}
