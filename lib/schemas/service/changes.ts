import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { SchemaAcknowledgeBody, SchemaChange, SchemaChangeDetail } from '../contract'
import { acknowledgeRow, announceSchemas, type ChangeRow, findChangeRow } from '../store/changes'
import type { Queryable } from '../store/tables'
import { presentChange } from './present'
import { usedBy } from './used-by'

/** Throws `not_found`. */
export async function requireChange(db: Queryable, id: string): Promise<ChangeRow> {
  const row = await findChangeRow(db, id)
  if (!row) throw new AppError('not_found', `There is no schema change ${id}`)
  return row
}

/** Whether a change leaves something that can move to another column. */
export const canRemap = ({ kind, column }: ChangeRow) =>
  column !== null && (kind === 'column_renamed' || kind === 'column_dropped')

/** One change with what reads its column. Throws `not_found`. */
export async function getSchemaChange({ db }: Context, id: string): Promise<SchemaChangeDetail> {
  const row = await requireChange(db, id)
  const used_by = row.column === null ? [] : await usedBy(db, row.tableName, row.column)
  return { ...presentChange(row), used_by, can_remap: canRemap(row) }
}

/** Says that a change is known: the first who says so stands. Throws `not_found`. */
export async function acknowledgeChange(
  { db, now, actor }: Context,
  id: string,
  { user, note }: SchemaAcknowledgeBody = {},
): Promise<SchemaChange> {
  return db.transaction(async (tx) => {
    await requireChange(tx, id)
    const said = note?.trim() || null
    if (await acknowledgeRow(tx, id, user?.trim() || actor.name, now, said)) await announceSchemas(tx)
    return presentChange(await requireChange(tx, id))
  })
}
