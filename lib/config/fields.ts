import { z } from 'zod'
import { formatBytes, parseBytes } from './bytes'
import { formatDuration, parseDuration } from './duration'

type Parsed<T> = { value: T } | { expected: string }

/** What a field takes, in words that complete "must be …", and how a value of it is written where that is not as it is kept. */
export type Takes = { takes: string; write?: (value: number) => string }
export const takesOf = z.registry<Takes>()

/** A field that reads a YAML scalar or the text of an environment variable; `expected` completes "must be …". */
function field<T>(takes: Takes, read: (raw: unknown) => Parsed<T>) {
  const made = z.unknown().transform((raw, ctx): T => {
    const parsed = read(raw)
    if ('value' in parsed) return parsed.value
    ctx.addIssue({ code: 'custom', message: parsed.expected, input: raw })
    return z.NEVER
  })
  takesOf.add(made, takes)
  return made
}

export function integer(min: number, max: number) {
  const expected = `a whole number from ${min} to ${max}`
  return field<number>({ takes: expected }, (raw) => {
    const value = typeof raw === 'string' && /^-?\d+$/.test(raw.trim()) ? Number(raw) : raw
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
    return fits ? { value } : { expected }
  })
}

export const flag = () =>
  field<boolean>({ takes: 'true or false' }, (raw) => {
    if (typeof raw === 'boolean') return { value: raw }
    if (raw === 'true' || raw === 'yes' || raw === 'on' || raw === '1') return { value: true }
    if (raw === 'false' || raw === 'no' || raw === 'off' || raw === '0') return { value: false }
    return { expected: 'true or false' }
  })

/** A duration, in milliseconds once parsed; a bare number is refused because its unit would be a guess. */
export function duration(min: string, max: string) {
  const [low, high] = [parseDuration(min) ?? 0, parseDuration(max) ?? Number.MAX_SAFE_INTEGER]
  const expected = `a duration from ${min} to ${max}`
  return field<number>({ takes: expected, write: formatDuration }, (raw) => {
    const ms = typeof raw === 'string' ? parseDuration(raw) : null
    if (ms === null) return { expected: 'a duration such as 30s, 1m30s, 720h or 7d' }
    return ms >= low && ms <= high ? { value: ms } : { expected }
  })
}

/** A size, in bytes once parsed. */
export function bytes(min: number, max: number) {
  const takes = `a size from ${formatBytes(min)} to ${formatBytes(max)}`
  return field<number>({ takes, write: formatBytes }, (raw) => {
    const size = typeof raw === 'number' || typeof raw === 'string' ? parseBytes(String(raw)) : null
    if (size === null) return { expected: 'a size such as 4096, 512KiB or 5MiB' }
    return size >= min && size <= max ? { value: size } : { expected: `a size from ${min} to ${max} bytes` }
  })
}

/** Text that is not empty. YAML reads some texts as numbers; they are taken as they were written. */
export function text(expected = 'a text', accepts: (value: string) => boolean = () => true) {
  return field<string>({ takes: expected }, (raw) => {
    const value = typeof raw === 'number' || typeof raw === 'bigint' ? String(raw) : raw
    return typeof value === 'string' && value.trim() !== '' && accepts(value) ? { value } : { expected }
  })
}

/** A share, such as 0.1. */
export const ratio = () =>
  field<number>({ takes: 'a number from 0 to 1' }, (raw) => {
    const value = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw
    const fits = typeof value === 'number' && value >= 0 && value <= 1
    return fits ? { value } : { expected: 'a number from 0 to 1' }
  })

const decoded = (part: string): string | null => {
  try {
    return decodeURIComponent(part.trim())
  } catch {
    return null
  }
}

const scalars = ['string', 'number', 'boolean']

/** Names with values; from the environment `name=value`, percent-encoded and separated by commas, as OpenTelemetry writes them. */
export function pairs(expected: string, accepts: (name: string, value: string) => boolean = () => true) {
  const read = (raw: unknown): [string | null, unknown][] | null => {
    if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) return Object.entries(raw)
    if (typeof raw !== 'string') return null
    const parts = raw.split(',').filter((part) => part.trim() !== '')
    return parts.map((part) => {
      const at = part.indexOf('=')
      return at === -1 ? [null, null] : [decoded(part.slice(0, at)), decoded(part.slice(at + 1))]
    })
  }
  return field<Record<string, string>>({ takes: expected }, (raw) => {
    const found = read(raw)
    const fits = found?.every(([name, value]) => name && scalars.includes(typeof value) && accepts(name, String(value)))
    return found && fits
      ? { value: Object.fromEntries(found.map(([name, value]) => [name, String(value)])) }
      : { expected }
  })
}

/** A URL of one of the given protocols, such as `https:`. */
export const url = (...protocols: string[]) =>
  text(`a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`, (value) => {
    return URL.canParse(value) && protocols.includes(new URL(value).protocol)
  })

/** A list; from the environment, its items separated by commas. */
export const list = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (raw) =>
      typeof raw === 'string'
        ? raw
            .split(',')
            .map((part) => part.trim())
            .filter(Boolean)
        : raw,
    z.array(item),
  )
