export const fileKinds = ['csv', 'jsonl', 'json'] as const
export type FileKind = (typeof fileKinds)[number]

const packed = /\.(gz|gzip|zst|zstd)$/i
const endings: [RegExp, FileKind][] = [
  [/\.(csv|tsv|tab)$/i, 'csv'],
  [/\.(ndjson|jsonl|ldjson)$/i, 'jsonl'],
  [/\.json$/i, 'json'],
]

/** How a file is written, by its name; undefined where that does not tell. */
export const kindByName = (name: string): FileKind | undefined =>
  endings.find(([ending]) => ending.test(name.replace(packed, '')))?.[1]

/** How a file is written, by how it begins. */
export function kindByContent(beginning: string): FileKind {
  const text = beginning.replace(/^\uFEFF/, '').trimStart()
  if (text.startsWith('[')) return 'json'
  if (!text.startsWith('{') && !text.startsWith('\u001e')) return 'csv'
  try {
    JSON.parse(text.split('\n')[0]!)
    return 'jsonl'
  } catch {
    return text.includes('\n') ? 'json' : 'jsonl'
  }
}

/** The table that a file is named after: `orders.csv.gz` and `2024-01-orders.csv` are of `orders`; undefined where it is named after none. */
export function tableByName(path: string): string | undefined {
  const base = path.split(/[\\/]/).pop() ?? ''
  const name = base.replace(packed, '').replace(/\.[a-z]+$/i, '')
  const table = name.replace(/^[\d_.-]+|[\d_.-]+$/g, '')
  return /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(table) ? table : undefined
}
