import type { WidgetConfig } from './contract'

export type Sort = NonNullable<WidgetConfig['sort']>

const number = /^\s*[+-]?\d+(\.\d+)?\s*$/
const asNumber = (value: unknown) =>
  typeof value === 'number' ? value : typeof value === 'string' && number.test(value) ? Number(value) : null
const asText = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))
const isNothing = (value: unknown) => value === null || value === undefined

/** Figures by size, all else by its words; nothing always last. Rows that are alike keep their order. */
export function sortRows<T>(rows: readonly T[], descending: boolean, read: (row: T) => unknown): T[] {
  const sign = descending ? -1 : 1
  return [...rows].sort((one, other) => {
    const [a, b] = [read(one), read(other)]
    if (isNothing(a) || isNothing(b)) return Number(isNothing(a)) - Number(isNothing(b))
    const [x, y] = [asNumber(a), asNumber(b)]
    if (x !== null && y !== null) return sign * (x - y)
    return sign * asText(a).localeCompare(asText(b))
  })
}

/** What a click on the head of a column asks for: up, down, then as it was. */
export function nextSort(sort: Sort | null, column: string): Sort | null {
  if (sort?.column !== column) return { column, descending: false }
  return sort.descending ? null : { column, descending: true }
}
