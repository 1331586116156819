/** One line without control characters, at most so long: what a header may hold. */
export function oneLine(text: string, most = 200): string {
  const plain = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
  return shorten(plain, most)
}

export function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

/** A text that is at most so long once it is escaped, and cut between its characters rather than inside an escape. */
export function fit(text: string, most: number, escaped: (text: string) => string): string {
  const whole = escaped(text)
  if (whole.length <= most) return whole
  let kept = Math.floor((text.length * most) / whole.length)
  while (kept > 0 && escaped(shorten(text, kept)).length > most) kept = Math.floor(kept * 0.9)
  return escaped(shorten(text, Math.max(kept, 1)))
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (found) => entities[found]!)

/** Slack reads mentions, links and entities from these three alone. */
export const escapeSlack = (text: string) => text.replace(/[&<>]/g, (found) => entities[found]!)

/** Markdown as Discord and Teams read it: nothing in the text is a link, a heading or emphasis; no name is mentioned. */
export const escapeMarkdown = (text: string) =>
  text.replace(/[\\`*_~|[\](){}#<>!+]/g, '\\$&').replaceAll('@', '@\u200B')

/** An address between `<` and `>`, or in an attribute. */
export const escapeUrl = (url: string) =>
  url.replace(/[\s<>|"'`()\\]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
