import 'server-only'
import type { SchemaChange, SchemaDefinition, SchemaTable } from '../contract'
import type { Definition } from '../definition'
import { normalWords } from '../diff'
import type { ChangeRow } from '../store/changes'
import type { ListedTable } from '../store/tables'

const instantOf = (at: Date | null) => at?.toISOString() ?? null

/** A definition on the wire. */
export function presentDefinition({ columns, primaryKey, indexes }: Definition): SchemaDefinition {
  return {
    columns: columns.map((column, index) => ({
      name: column.name,
      position: index + 1,
      type: column.type ?? null,
      normal_type: normalWords(column.type),
      nullable: column.nullable ?? null,
      default: column.default ?? null,
      primary_key: primaryKey?.includes(column.name) ?? false,
      origin: column.origin,
      since: column.since === undefined ? null : new Date(column.since).toISOString(),
    })),
    primary_key: primaryKey ?? null,
    indexes: indexes ?? null,
  }
}

export function presentTable(row: ListedTable): SchemaTable {
  return {
    id: row.id,
    source: row.source,
    database: row.database,
    schema: row.schema,
    table: row.name,
    origin: row.origin,
    version: row.version,
    columns_count: row.droppedAt ? 0 : row.state.columns.length,
    changes_count: row.changes,
    open_breaking: row.openBreaking,
    since: row.since.toISOString(),
    changed_at: instantOf(row.changedAt),
    dropped_at: instantOf(row.droppedAt),
  }
}

export function presentChange(row: ChangeRow): SchemaChange {
  return {
    id: row.id,
    table_id: row.tableId,
    source: row.source,
    database: row.database,
    schema: row.schema,
    table: row.tableName,
    at: row.at.toISOString(),
    recorded_at: row.recordedAt.toISOString(),
    kind: row.kind,
    column: row.column,
    previous: row.previous,
    current: row.current,
    origin: row.origin,
    guessed: row.guessed,
    compatibility: row.compatibility,
    severity: row.severity,
    reason: row.reason,
    words: row.words,
    statement: row.statement,
    open: row.compatibility === 'breaking' && row.acknowledgedAt === null,
    acknowledged: row.acknowledgedAt !== null,
    acknowledged_by: row.acknowledgedBy,
    acknowledged_at: instantOf(row.acknowledgedAt),
    note: row.note,
    remapped_at: instantOf(row.remappedAt),
  }
}
