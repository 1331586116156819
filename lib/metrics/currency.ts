import { wordsOf } from './column-name'

export const namesCurrency = (field: string) => wordsOf(field).includes('currency')

/** The currency that all rows of a table have, by the values seen of its columns; null where they are several or none. */
export function currencyOf(columns: readonly { field: string | null; values: readonly string[] }[]): string | null {
  const [code, ...others] = columns.find(({ field }) => namesCurrency(field ?? ''))?.values ?? []
  return code !== undefined && others.length === 0 && /^[A-Z]{3}$/.test(code) ? code : null
}
