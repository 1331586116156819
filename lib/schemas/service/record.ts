import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Absorbed, Change } from '../apply-differences'
import { bestOrigin, definitionOf, type TableState } from '../definition'
import type { Difference } from '../diff'
import type { Place } from '../place'
import {
  announceSchemas,
  type ChangeRow,
  insertChanges,
  listUnexplained,
  type NewChange,
  removeChanges,
  updateChange,
} from '../store/changes'
import { type Queryable, type TableRow, updateTable, writeVersion } from '../store/tables'

/** The statement that says so, where one does, and the event that brought it. */
export type Proof = { statement?: string; eventUid?: string }

/** A change of a table as a row. */
export function changeRow(
  { source, database, schema, table }: Place,
  change: Change,
  more: { tableId: string | null; version?: number; now: Date } & Proof,
): NewChange {
  const { kind, column, previous, current, origin, guessed, compatibility, severity, reason, words, at } = change
  return {
    id: uuidv7(),
    tableId: more.tableId,
    source,
    database,
    schema,
    tableName: table,
    at: new Date(at),
    recordedAt: more.now,
    version: more.version,
    kind,
    column,
    previous,
    current,
    origin,
    guessed: guessed ?? false,
    compatibility,
    severity,
    reason,
    words,
    statement: more.statement,
    eventUid: more.eventUid,
  }
}

const isAbout = (row: ChangeRow, { kind, column }: Difference) => row.kind === kind && row.column === (column ?? null)

/** Changes that were told from rows or by a connector get the statement that made them; a drop and an add become the rename they were. */
async function explainKnown(tx: Queryable, row: TableRow, known: Difference[], proof: Proof, at: Date) {
  if (!proof.statement || known.length === 0) return
  const near = await listUnexplained(tx, row.id, at)
  for (const one of known) {
    const about = { statement: proof.statement, eventUid: proof.eventUid, origin: 'ddl' as const, guessed: false }
    const found = near.find((change) => isAbout(change, one))
    const earlier = (change: ChangeRow) => (change.at < at ? change.at : at)
    if (found) {
      const words = found.words.replace('was probably renamed', 'was renamed')
      await updateChange(tx, found.id, { ...about, words, at: earlier(found) })
      continue
    }
    if (one.kind !== 'column_renamed') continue
    const added = near.find((change) => change.kind === 'column_added' && change.column === one.current)
    const dropped = near.find((change) => change.kind === 'column_dropped' && change.column === one.column)
    if (!added || !dropped) continue
    const words = `${row.name}.${one.column} was renamed to ${one.current}`
    const rename = { kind: 'column_renamed' as const, previous: one.column, current: one.current, words }
    await updateChange(tx, dropped.id, { ...about, ...rename, at: earlier(dropped) })
    await removeChanges(tx, [added.id])
  }
}

const hasSameDefinition = (one: TableState, other: TableState) =>
  JSON.stringify(definitionOf(one)) === JSON.stringify(definitionOf(other))

/**
 * Writes what became of a table: its state, a new version where something changed, the changes. What was merely made more
 * precise is put into the version there is.
 */
export async function recordAbsorbed(
  tx: Queryable,
  row: TableRow,
  { state, changes, known }: Absorbed,
  proof: Proof,
  now: Date,
): Promise<{ row: TableRow; changes: ChangeRow[] }> {
  const isNew = row.version === 0
  const version = changes.length > 0 || isNew ? row.version + 1 : row.version
  const at = changes.length > 0 ? new Date(Math.min(...changes.map((one) => one.at))) : row.since
  const since = isNew && at < row.since ? at : row.since
  const changedAt =
    changes.length > 0
      ? new Date(Math.max(row.changedAt?.getTime() ?? 0, ...changes.map((one) => one.at)))
      : row.changedAt
  const dropped = changes.findLast(({ kind }) => kind === 'table_dropped' || kind === 'table_renamed')
  const droppedAt = state.dropped ? (dropped ? new Date(dropped.at) : (row.droppedAt ?? now)) : null
  const next = { ...row, state, version, since, changedAt, droppedAt, origin: bestOrigin(state) }
  const { id, ...change } = next
  await updateTable(tx, id, change)
  if (version !== row.version || !hasSameDefinition(row.state, state)) {
    await writeVersion(tx, { tableId: id, version, at: isNew ? since : at, definition: definitionOf(state) })
  }
  const place = { source: row.source, database: row.database, schema: row.schema, table: row.name }
  const rows = await insertChanges(
    tx,
    changes.map((one) => changeRow(place, one, { tableId: id, version, now, ...proof })),
  )
  await explainKnown(tx, row, known, proof, new Date(at))
  if (rows.length > 0 || isNew) await announceSchemas(tx)
  return { row: next, changes: rows }
}
