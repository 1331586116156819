import { namesOf } from '@/lib/events/within-tables'
import type { WholeLetterRow } from './store'

type Placed = Pick<WholeLetterRow, 'table' | 'payload' | 'hints'>

const schemaIn = (value: unknown) => {
  const schema = typeof value === 'object' && value !== null ? (value as { schema?: unknown }).schema : undefined
  return typeof schema === 'string' && schema !== '' ? schema : undefined
}

function schemaOf({ payload, hints }: Placed): string {
  try {
    return schemaIn(JSON.parse(payload)) ?? schemaIn(hints) ?? ''
  } catch {
    return schemaIn(hints) ?? ''
  }
}

/** Those of the tables that a key is bound to that a letter is of. */
export const boundTo = (letter: Placed, tables: readonly string[]): string[] =>
  letter.table === '' ? [] : namesOf({ table: letter.table, schema: schemaOf(letter) }, tables)

/** Whether a letter is there for a key: for one that is bound to tables only where it is of them. */
export const isWithin = (letter: Placed, tables: readonly string[] | null | undefined): boolean =>
  !tables || boundTo(letter, tables).length > 0
