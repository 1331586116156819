import { isLosslessNumber } from 'lossless-json'
import { marker } from '@/lib/events/marker'
import type { ColumnRole } from './contract'

/** How a single value looks. `word` is a short text that may be a category, `text` one that cannot. */
export const shapes = ['nulls', 'numbers', 'booleans', 'words', 'texts', 'uuids', 'times', 'objects'] as const
export type Shape = (typeof shapes)[number]
export type ShapeCounts = Record<Shape, number>

/** Values of one dimension that are kept apart; the rest is counted under `__other__`. */
export const maxCategories = 100
export const otherCategory = '__other__'
const longestCategory = 64

const numeric = /^[+-]?\d{1,40}(\.\d{1,40})?([eE][+-]?\d{1,3})?$/
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const time = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}(:?\d{2})?)?)?$/

const namedIdentifier =
  /(^|_)(id|ids|uuid|guid|key|token|hash|checksum|sku|isbn|ean|upc|barcode|email|phone|fax|mobile|url|uri|href|link|path|slug|username|login|password|secret|ip|zip|zipcode|postcode|postal_code|iban|bic|vat|ssn|passport|ref|reference|number|no|nr)$/
const namedCategory =
  /(^|_)(status|status_code|state|stage|phase|type|kind|category|class|group|channel|method|mode|plan|tier|level|priority|severity|gender|sex|role|country|country_code|region|currency|language|lang|locale|platform|device|os|browser|provider|gateway|carrier|source|medium|reason|color|colour|size|rating_label|department|brand|segment)$/
const namedState = /(^|_)(status|status_code|state|stage|phase|type|kind|category|tier|priority|severity)$/
const namedTime =
  /(^|_)(at|on|date|datetime|timestamp|ts|created|updated|deleted|modified|birthday|dob|expires|expiry)$/
const namedText =
  /(^|_)(name|title|description|comment|comments|note|notes|body|content|message|text|address|street|bio|summary|subject)$/

/** Most texts are no numbers, and their first character says so. */
function beginsNumber(text: string): boolean {
  const code = text.charCodeAt(0)
  return (code >= 48 && code <= 57) || code === 43 || code === 45
}

/** A number as the metrics take it: finite numbers, and texts that are decimals; null for the rest. */
export function readNumber(value: unknown): number | string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  const text = isLosslessNumber(value) ? value.toString() : value
  if (typeof text !== 'string' || !beginsNumber(text) || !numeric.test(text) || !Number.isFinite(Number(text)))
    return null
  return text
}

export function shapeOf(value: unknown): Shape {
  if (value === null || value === undefined || value === marker) return 'nulls'
  if (typeof value === 'boolean') return 'booleans'
  if (readNumber(value) !== null) return 'numbers'
  if (typeof value === 'number' || isLosslessNumber(value)) return 'texts'
  if (typeof value !== 'string') return 'objects'
  if (uuid.test(value)) return 'uuids'
  if (time.test(value)) return 'times'
  return value.length > longestCategory ? 'texts' : 'words'
}

/** `orderStatus`, `Order-Status` and `order_status` are one name. */
const normalise = (name: string) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()

const most = 0.95

/**
 * What a column is, from its name and the shapes of the values seen so far.
 * The counts only add up, so the order in which values came makes no difference.
 * `distinct` is the number of different words kept apart, `overflow` how many values came after those were full.
 */
export function discoverRole(name: string, counts: ShapeCounts, distinct: number, overflow: number): ColumnRole {
  const plain = normalise(name)
  const seen = shapes.reduce((sum, shape) => sum + (shape === 'nulls' ? 0 : counts[shape]), 0)
  const mostly = (count: number) => seen > 0 && count >= seen * most
  if (namedIdentifier.test(plain) && !mostly(counts.booleans + counts.times)) return 'identifier'
  if (seen === 0) return 'pending'
  if (counts.objects > seen / 2) return 'json'
  if (mostly(counts.booleans)) return 'categorical'
  if (namedTime.test(plain) || mostly(counts.times)) return 'timestamp'
  if (mostly(counts.uuids)) return 'identifier'
  const wordy = counts.texts <= seen / 2
  const countable = mostly(counts.numbers)
  if (wordy && (countable ? namedState : namedCategory).test(plain)) return 'categorical'
  if (countable) return 'numeric'
  if (!wordy || namedText.test(plain)) return 'text'
  const kept = seen - overflow
  if (overflow > seen / 2 || (distinct >= 50 && distinct > kept / 2)) return 'text'
  return seen >= 20 && distinct <= seen / 5 ? 'categorical' : 'pending'
}

/** Whether values of the column are counted by category; a pending one is, so that nothing is missed if it turns out to be one. */
export const countsCategories = (role: ColumnRole) => role === 'categorical' || role === 'pending'

const summing = new Map<string, boolean>()
const mostRemembered = 20_000

function mayBeNumeric(name: string): boolean {
  const known = summing.get(name)
  if (known !== undefined) return known
  const plain = normalise(name)
  const may = !namedIdentifier.test(plain) && !namedTime.test(plain)
  if (summing.size >= mostRemembered) summing.clear()
  summing.set(name, may)
  return may
}

/**
 * Whether the numbers among a column's values are summed: of every column that may yet turn out to be numeric, so that
 * nothing is missed if it does. One that its name calls an identifier or a time does not.
 */
export const sumsNumbers = (name: string, role: ColumnRole) => role === 'numeric' || mayBeNumeric(name)

/** A value as a category, or null where it can be none. */
export function readCategory(value: unknown): string | null {
  if (value === null || value === undefined || value === '' || value === marker) return null
  if (typeof value === 'boolean' || typeof value === 'number') return String(value)
  if (isLosslessNumber(value)) return value.toString()
  if (typeof value !== 'string' || value.length > longestCategory) return null
  return value
}
