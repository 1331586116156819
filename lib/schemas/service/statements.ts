import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import type { Database } from '@/lib/db/client'
import { absorbDefinition } from '../absorb'
import { type Absorbed, toChange } from '../apply-differences'
import type { Dialect } from '../contract'
import { emptyState, type TableState } from '../definition'
import { placeOf } from '../named-tables'
import { dialectOf, parseStatements } from '../parse-statements'
import type { Place } from '../place'
import { readTableChange } from '../read-table-change'
import { type Action, absorbActions, type TableAction } from '../statement'
import { type ChangeRow, insertChanges } from '../store/changes'
import { listNewStatements, markStatement, type StatementRow, takeStatementTurn } from '../store/statements'
import { findByIndex, lockTable, type Queryable, resolvePlace } from '../store/tables'
import { changeRow, recordAbsorbed } from './record'

const batch = 200

/** When something was so, what says it, and of which dialect and place that is. */
export type Said = { at: Date; statement: string; dialect: Dialect; place: Place; eventUid?: string; now: Date }

async function findPlace(tx: Queryable, { table, action }: TableAction, said: Said): Promise<Place | null> {
  const sent = said.eventUid === undefined ? [] : (['source', 'database'] as const)
  if (table.name !== '') return resolvePlace(tx, placeOf(table, said), sent)
  return action.do === 'drop_index' ? findByIndex(tx, action.name, said.place) : null
}

/** The table under its new name: what was known of its columns goes with it. */
async function moveTable(tx: Queryable, from: TableState, to: Place, said: Said) {
  const row = await lockTable(tx, to, uuidv7(), said.at)
  if (row.state.columns.length > 0 && !row.state.dropped) return
  const { facts: _, inference: __, ...kept } = from
  const state = { ...emptyState(), ...kept, dropped: false, begunAt: said.at.getTime() }
  await recordAbsorbed(tx, row, { state, changes: [], known: [] }, { statement: said.statement }, said.now)
}

/** What actions of one statement make of the tables that they are about, in order. */
export async function applyActions(tx: Queryable, actions: TableAction[], said: Said): Promise<ChangeRow[]> {
  const changes: ChangeRow[] = []
  const groups = new Map<string, { place: Place; actions: Action[] }>()
  for (const one of actions) {
    const place = await findPlace(tx, one, said)
    if (!place) continue
    const key = JSON.stringify(place)
    const group = groups.get(key) ?? { place, actions: [] }
    group.actions.push(one.action)
    groups.set(key, group)
  }
  for (const { place, actions: own } of groups.values()) {
    const row = await lockTable(tx, place, uuidv7(), said.at)
    const telling = { table: place.table, at: said.at.getTime(), origin: 'ddl' as const }
    const { renamedTo, ...absorbed } = absorbActions(row.state, own, telling)
    const { statement, eventUid } = said
    const { columns } = absorbed.state
    if (renamedTo) {
      const to = placeOf(renamedTo, { ...said, place })
      const before = { ...absorbed.state }
      absorbed.state = { ...absorbed.state, dropped: true, begunAt: telling.at, facts: {}, inference: undefined }
      const recorded = await recordAbsorbed(tx, row, absorbed, { statement, eventUid }, said.now)
      changes.push(...recorded.changes)
      if (columns.length > 0) await moveTable(tx, before, to, said)
      continue
    }
    const recorded = await recordAbsorbed(tx, row, absorbed, { statement, eventUid }, said.now)
    changes.push(...recorded.changes)
  }
  return changes
}

async function keepUnread(tx: Queryable, reason: string, said: Said): Promise<ChangeRow[]> {
  const { place, at, now, statement, eventUid } = said
  const telling = { table: place.table, at: at.getTime(), origin: 'ddl' as const }
  const change = { ...toChange({ kind: 'statement_unread' }, telling), reason }
  return insertChanges(tx, [changeRow(place, change, { tableId: null, now, statement, eventUid })])
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')

/** What a connector says became of a table, beside the statement or in its place. */
async function applyTableChange(tx: Queryable, row: StatementRow, said: Said): Promise<boolean> {
  const verb = textOf(row.detail.ddl_type).toUpperCase().replaceAll(' ', '_')
  if (row.table === '') return false
  if (/^DROP_TABLE/.test(verb)) {
    await applyActions(tx, [{ table: { name: row.table }, action: { do: 'drop' } }], said)
    return true
  }
  const told = readTableChange(row.detail.metadata)
  if (!told) return false
  const tracked = await lockTable(tx, row, uuidv7(), said.at)
  const when = { table: row.table, at: said.at.getTime() }
  const absorbed: Absorbed | null = absorbDefinition(tracked.state, 'changes', told, JSON.stringify(told), when)
  if (absorbed) {
    const { statement, eventUid } = said
    const isNew = tracked.state.columns.length === 0 && /^CREATE/.test(verb) && absorbed.changes.length === 0
    const made = isNew ? [toChange({ kind: 'table_created' }, { ...when, origin: 'connector' })] : []
    const next = { ...absorbed, changes: [...made, ...absorbed.changes] }
    await recordAbsorbed(tx, tracked, next, statement === '' ? { eventUid } : { statement, eventUid }, said.now)
  }
  return true
}

async function applyStatement(tx: Queryable, row: StatementRow, now: Date): Promise<boolean> {
  const { uid: eventUid, at, source, database, schema, table, detail } = row
  const statement = textOf(detail.ddl_command)
  const place: Place = { source, database, schema, table }
  const dialect = dialectOf(statement, { source, ...detail })
  const said: Said = { at, statement, dialect, place, eventUid, now }
  const parsed = statement === '' ? [] : await parseStatements(statement, dialect)
  for (const one of parsed) if ('actions' in one) await applyActions(tx, one.actions, { ...said, statement: one.text })
  const unread = parsed.find((one) => 'error' in one)
  const told = await applyTableChange(tx, row, said)
  if (told || (statement !== '' && !unread)) return true
  const verb = textOf(detail.ddl_type).replaceAll('_', ' ').toLowerCase()
  const reason =
    unread && 'error' in unread
      ? `Not understood: ${unread.error.message}`
      : `The sender names no columns: ${verb || 'a change of the schema'}`
  await keepUnread(tx, reason, { ...said, statement: statement || verb.toUpperCase() })
  return false
}

/** One statement that cannot be applied holds up no other. */
async function applySafely(tx: Queryable, row: StatementRow, now: Date): Promise<boolean> {
  try {
    return await tx.transaction((inner) => applyStatement(inner, row, now))
  } catch (error) {
    const { uid: eventUid, at, source, database, schema, table, detail } = row
    const place = { source, database, schema, table }
    const statement = textOf(detail.ddl_command)
    const said: Said = { at, statement, dialect: 'postgresql', place, eventUid, now }
    await keepUnread(tx, `Could not be applied: ${(error as Error).message.slice(0, 200)}`, said)
    return false
  }
}

/**
 * Applies the DDL events that no process has looked at, each once, in order of their times; one process does it at a time.
 */
export async function applyNewStatements(db: Database, now: Date): Promise<void> {
  for (let found = batch; found === batch; ) {
    found = await db.transaction(async (tx) => {
      await takeStatementTurn(tx)
      const rows = await listNewStatements(tx, batch)
      for (const row of rows) await markStatement(tx, row, await applySafely(tx, row, now))
      return rows.length
    })
  }
}

/** The same as a job: also what a process left that ended before it could. */
export const applyStatements = ({ db, now }: Context) => applyNewStatements(db, now)
