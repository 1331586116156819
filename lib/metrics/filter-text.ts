const opening = /[,:=~|!]/

/** Cuts a filter's text at the commas that lie outside quotes; a quote opens where a label or a value begins. */
export function splitFilter(text: string): string[] {
  const parts: string[] = []
  let part = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]!
    if (quoted && letter === '\\' && i + 1 < text.length) {
      part += letter + text[++i]!
      continue
    }
    if (letter === '"' && (quoted || part === '' || opening.test(part.at(-1)!))) quoted = !quoted
    if (letter === ',' && !quoted) {
      parts.push(part)
      part = ''
    } else part += letter
  }
  return [...parts, part].filter(Boolean)
}

const plain = /^[^"\\|,~:=!]*$/

/** A label or a value as a filter reads it back: in quotes where it holds a sign of the filter's own. */
export const quoteFilter = (text: string) =>
  plain.test(text) ? text : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

/** The filter that takes one value of a label. */
export const writeFilter = (label: string, value: string) => `${quoteFilter(label)}:${quoteFilter(value)}`
