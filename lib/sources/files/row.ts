import { isSafeNumber, LosslessNumber } from 'lossless-json'

const number = /^-?(?:0|[1-9]\d{0,29})(?:\.\d{1,30})?$/

/** What a field of CSV says: nothing, a number to the last digit, true or false, else the text. `007` and `1e5` are texts. */
export function readField(text: string): unknown {
  if (text === '') return null
  if (number.test(text)) return isSafeNumber(text) ? Number(text) : new LosslessNumber(text)
  return text === 'true' ? true : text === 'false' ? false : text
}

/** The row of a record, by the names of its columns. */
export const readRow = (columns: readonly string[], fields: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(columns.map((name, at) => [name, readField(fields[at] ?? '')]))
