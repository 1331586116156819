import { parseInstant } from '@/lib/events/instant'

const form = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i

/** A date or a time as databases write them, in milliseconds (without a zone as UTC); null where it is none, 30 February included. */
export function readTime(value: unknown): number | null {
  if (typeof value !== 'string' || value.length < 10 || value.length > 40) return null
  if (value[4] !== '-') return null
  const plain = value.length >= 19 ? parseInstant(value) : null
  if (plain !== null) return plain
  const found = form.exec(value)
  if (!found) return null
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = found
  const offset = /^[+-]\d{2}$/.test(zone) ? `${zone}:00` : zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
  return parseInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction}${offset.toUpperCase()}`)
}
