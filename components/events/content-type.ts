/** How a pasted text would be sent: one event a line where it is no JSON as a whole but its first line is. */
export function contentTypeOf(text: string): 'application/json' | 'application/x-ndjson' {
  const parses = (part: string) => {
    try {
      JSON.parse(part)
      return true
    } catch {
      return false
    }
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length < 2 || parses(text)) return 'application/json'
  return lines.some(parses) ? 'application/x-ndjson' : 'application/json'
}
