/** One line without control characters, at most so long: what a header may hold. */
export function oneLine(text: string, most = 200): string {
  const plain = text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
  return shorten(plain, most)
}

export function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
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
