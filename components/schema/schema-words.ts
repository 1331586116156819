import type { BadgeTone } from '@/components/ui/badge'
import { tablePath } from '@/lib/schemas/client'
import type { ChangeKind, Compatibility, SchemaOrigin, SchemaTable } from '@/lib/schemas/contract'

export const originWords: Record<SchemaOrigin, { label: string; hint: string }> = {
  ddl: { label: 'statements', hint: 'read from the statements that made it' },
  source: { label: 'catalogue', hint: 'read from the database that is followed' },
  connector: { label: 'connector', hint: 'told by the connector with its messages' },
  declared: { label: 'declared', hint: 'said by somebody, or by a job' },
  inferred: { label: 'rows', hint: 'inferred from the rows alone' },
}

export const compatibilityTones: Record<Compatibility, BadgeTone> = {
  compatible: 'success',
  warning: 'warning',
  breaking: 'destructive',
}

export const kindWords: Record<ChangeKind, string> = {
  table_created: 'Table created',
  table_dropped: 'Table dropped',
  table_renamed: 'Table renamed',
  column_added: 'Column added',
  column_dropped: 'Column dropped',
  column_renamed: 'Column renamed',
  type_changed: 'Type changed',
  nullability_changed: 'Nulls',
  default_changed: 'Default',
  primary_key_changed: 'Primary key',
  index_added: 'Index added',
  index_dropped: 'Index dropped',
  statement_unread: 'Statement not understood',
}

/** The page of a table. */
export const tableHref = (table: Pick<SchemaTable, 'database' | 'schema' | 'table' | 'source'>) =>
  `/schema/${tablePath(table)}${table.source ? `?source=${encodeURIComponent(table.source)}` : ''}`

/** Where a table is, in words: its source, database and schema as far as they are said. */
export const placeWords = ({ source, database, schema }: Pick<SchemaTable, 'source' | 'database' | 'schema'>) =>
  [source, database, schema].filter(Boolean).join(' · ')

/** Whether a column takes nulls, in words. */
export const nullWords = (nullable: boolean | null) => (nullable === null ? '–' : nullable ? 'yes' : 'no')
