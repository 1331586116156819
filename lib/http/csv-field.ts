/** What a spreadsheet computes, in wide letters too, with what it may skip before it. */
const computed = /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n\0]/

/** A text as a field of CSV (RFC 4180) that no spreadsheet takes for a formula. */
export function csvText(text: string): string {
  const safe = computed.test(text) ? `'${text}` : text
  return /[",\r\n']/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe
}

const isNumber = /^-?\d+(\.\d+)?$/

/** A value as a field of CSV: numbers as they are, nothing as an empty field, what has parts as JSON. */
export function csvField(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || (typeof value === 'string' && isNumber.test(value))) return String(value)
  return csvText(typeof value === 'object' ? JSON.stringify(value) : String(value))
}
