const secret = /pass|secret|token|code|current|key$|_url$|^url$|credential|auth|cookie/i
/** What holds rows, or whatever a receiver wants to be told. */
const closed = /^(headers|payload|record|rows?|events?|before|after)$/i
const mostBytes = 4096
const mostItems = 20
const mostText = 300

/** As jsonb can keep it; a text that is cut may end in half a character. */
const storable = (text: string) => text.replaceAll('\0', '\uFFFD').replace(/\p{Surrogate}/gu, '\uFFFD')

function shorten(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return storable(value.length > mostText ? `${value.slice(0, mostText)}…` : value)
  if (value === null || typeof value !== 'object') return value
  if (depth === 0) return '…'
  if (Array.isArray(value)) {
    const kept = value.slice(0, mostItems).map((item) => shorten(item, depth - 1))
    return value.length > mostItems ? [...kept, `… ${value.length - mostItems} more`] : kept
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      storable(name),
      secret.test(name) || closed.test(name) ? '••••' : shorten(item, depth - 1),
    ]),
  )
}

/** What was sent, as the audit log keeps it: without what may be a secret, and of a bounded size. */
export function auditDetail(sent: unknown): Record<string, unknown> {
  if (sent === null || typeof sent !== 'object' || Array.isArray(sent)) return {}
  for (const depth of [5, 2, 1]) {
    const short = shorten(sent, depth) as Record<string, unknown>
    if (JSON.stringify(short).length <= mostBytes) return short
  }
  return { fields: Object.keys(sent).slice(0, mostItems) }
}
