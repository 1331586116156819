/** A place in the documentation that has all of the words looked for: the heading above it, and what stands around the first of them. */
export type Found = { page: string; title: string; heading: string; excerpt: string }

type Document = { page: string; title: string; text: string }

const around = 70

function excerptOf(text: string, word: string): string {
  const at = Math.max(0, text.toLowerCase().indexOf(word))
  const [start, end] = [Math.max(0, at - around), Math.min(text.length, at + word.length + around)]
  const cut = text.slice(start, end).replace(/\s+/g, ' ').trim()
  return `${start > 0 ? '… ' : ''}${cut}${end < text.length ? ' …' : ''}`
}

/** The parts of a text below each of its headings. */
function* partsOf({ title, text }: Document): Generator<{ heading: string; body: string }> {
  let heading = title
  let lines: string[] = []
  let fenced = false
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) fenced = !fenced
    const found = fenced ? null : /^#{1,6} (.+)$/.exec(line)
    if (!found) {
      lines.push(line)
      continue
    }
    yield { heading, body: lines.join('\n') }
    heading = found[1]!
    lines = []
  }
  yield { heading, body: lines.join('\n') }
}

/** Parts of documents that have every word of `query`, those with one in the heading or the title first; at most `limit`. */
export function findWords(documents: readonly Document[], query: string, limit: number): Found[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const found = documents.flatMap((document) =>
    [...partsOf(document)].flatMap(({ heading, body }) => {
      const [name, whole] = [`${document.title} ${heading}`.toLowerCase(), body.toLowerCase()]
      if (!words.every((word) => name.includes(word) || whole.includes(word))) return []
      const rank = words.filter((word) => name.includes(word)).length
      const inBody = words.find((word) => whole.includes(word))
      const excerpt = excerptOf(body, inBody ?? '')
      return [{ rank, page: document.page, title: document.title, heading, excerpt }]
    }),
  )
  return found
    .sort((a, b) => b.rank - a.rank)
    .slice(0, limit)
    .map(({ rank: _, ...one }) => one)
}
