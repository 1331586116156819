export type Image = Record<string, unknown>

const first = /^(id|uuid|key)$/i
const late = /(_at|_on|date|time|timestamp|created|updated|modified)$/i
const long = /(description|comment|notes?|body|content|address|payload|metadata|token|hash|password)/i

/** The columns worth showing of these rows: the key first, times and long texts last, at most `most`. */
export function chooseColumns(rows: readonly Image[], most: number): string[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const rank = (name: string) => (first.test(name) ? 0 : long.test(name) ? 3 : late.test(name) ? 2 : 1)
  return names.sort((a, b) => rank(a) - rank(b)).slice(0, most)
}

export type Cell = { text: string; kind: 'text' | 'number' | 'time' | 'nothing' }

const number = /^[+-]?\d+(\.\d+)?$/
const time = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}(:?\d{2})?)?)?$/

/** A value of a row as it is shown; times are left as they are for the reader's zone to be applied. */
export function readCell(value: unknown): Cell {
  if (value === null || value === undefined) return { text: '–', kind: 'nothing' }
  if (typeof value === 'number') return { text: String(value), kind: 'number' }
  if (typeof value === 'object') return { text: JSON.stringify(value), kind: 'text' }
  const text = String(value)
  if (number.test(text)) return { text, kind: 'number' }
  return { text, kind: time.test(text) ? 'time' : 'text' }
}
