const unitMs: Record<string, number> = {
  y: 365 * 86_400_000,
  w: 7 * 86_400_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
}
const duration = /^(?=.)(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m(?!s))?(\d+s)?(\d+ms)?$/

/** Milliseconds of a duration such as `5m`, `1h30m`, `1w`, as Prometheus writes it; null where the text is none. */
export function readDuration(text: string): number | null {
  const parts = duration.exec(text)
  if (!parts) return null
  const ms = parts.slice(1).reduce((sum, part) => {
    const [, count = '0', unit = 'ms'] = /^(\d+)([a-z]+)$/.exec(part ?? '') ?? []
    return sum + Number(count) * unitMs[unit]!
  }, 0)
  return Number.isSafeInteger(ms) ? ms : null
}

const decimal = /^[+-]?(\d[\d_]*(\.[\d_]*)?|\.\d[\d_]*)(e[+-]?\d[\d_]*)?$/i
const hexadecimal = /^0x[\da-f]+$/i

/** A number as PromQL writes it, a duration (in seconds) included; null where the text is none. */
export function readNumber(text: string): number | null {
  if (decimal.test(text)) return Number(text.replaceAll('_', ''))
  if (hexadecimal.test(text)) return Number.parseInt(text, 16)
  if (/^[+-]?inf$/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  if (/^nan$/i.test(text)) return Number.NaN
  const ms = readDuration(text)
  return ms === null ? null : ms / 1000
}

const simple: Record<string, number> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92, '"': 34, "'": 39 }
const code = /^(?:x([\da-fA-F]{2})|([0-7]{3})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/

/** The text of a string in single or double quotes with Go's escapes, or in backticks without; null where it is none. */
export function readString(quoted: string): string | null {
  const quote = quoted[0]
  if (quoted.length < 2 || quoted.at(-1) !== quote) return null
  const inner = quoted.slice(1, -1)
  if (quote === '`') return inner
  const bytes: Buffer[] = []
  for (let i = 0; i < inner.length; ) {
    if (inner[i] !== '\\') {
      const next = inner.indexOf('\\', i)
      const end = next === -1 ? inner.length : next
      bytes.push(Buffer.from(inner.slice(i, end)))
      i = end
      continue
    }
    const letter = simple[inner[i + 1] ?? '']
    if (letter !== undefined) {
      bytes.push(Buffer.from([letter]))
      i += 2
      continue
    }
    const match = code.exec(inner.slice(i + 1))
    if (!match) return null
    const [whole, hex, octal, short, long] = match
    const value = Number.parseInt(hex ?? octal ?? short ?? long ?? '', octal === undefined ? 16 : 8)
    if (value > 0x10ffff || (octal !== undefined && value > 255)) return null
    bytes.push(
      short === undefined && long === undefined ? Buffer.from([value]) : Buffer.from(String.fromCodePoint(value)),
    )
    i += 1 + whole.length
  }
  return Buffer.concat(bytes).toString('utf8')
}
