import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { absorbDefinition } from '../absorb'
import type { SchemaTableBody, SchemaTableDetail } from '../contract'
import type { Said, SaidColumn } from '../definition'
import { dialectOf, parseStatements } from '../parse-statements'
import type { DdlAnswer, DdlBody } from '../snapshot-contract'
import { findTables, lockTable, resolvePlace } from '../store/tables'
import { presentChange } from './present'
import { settle, toDetail } from './read'
import { recordAbsorbed } from './record'
import { applyActions } from './statements'

function readBody({ columns, primary_key, indexes }: SchemaTableBody): Said {
  const flagged = columns.flatMap((column) => (column.primary_key ? [column.name] : []))
  const key = primary_key ?? (flagged.length > 0 ? flagged : undefined)
  return {
    columns: columns.map(
      ({ name, type, nullable, default: value }): SaidColumn => ({
        name,
        ...(type ? { type } : {}),
        ...(nullable === undefined ? {} : { nullable }),
        ...(value === undefined ? {} : { default: value }),
      }),
    ),
    ...(key ? { primaryKey: key } : {}),
    ...(indexes ? { indexes } : {}),
  }
}

/** Takes a table as somebody says it is. What differs from what was known is a change. */
export async function declareTable(context: Context, body: SchemaTableBody): Promise<SchemaTableDetail> {
  const { db, now } = context
  await settle()
  const said = readBody(body)
  const at = body.timestamp === undefined ? now : new Date(body.timestamp)
  const strange = said.primaryKey?.find((name) => !said.columns.some((column) => column.name === name))
  if (strange !== undefined) {
    const message = `primary_key names ${JSON.stringify(strange)}, which is none of the columns`
    throw new AppError('invalid_input', message, { issues: [{ path: 'primary_key', code: 'unknown_column', message }] })
  }
  return db.transaction(async (tx) => {
    const { source, database, schema, table } = body
    const place = await resolvePlace(tx, { source, database, schema, table })
    const row = await lockTable(tx, place, uuidv7(), at)
    const when = { table, at: at.getTime() }
    const absorbed = absorbDefinition(row.state, 'declared', said, JSON.stringify(said), when)
    if (absorbed) await recordAbsorbed(tx, row, absorbed, {}, now)
    const [listed] = await findTables(tx, place)
    return toDetail(tx, listed!)
  })
}

/** The line and the column of a place in a text, both from one. */
function lineOf(text: string, at: number) {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** Applies statements as if a source had sent them. Throws `invalid_input` with the line and the column of what cannot be read. */
export async function applyDdl({ db, now }: Context, body: DdlBody): Promise<DdlAnswer> {
  const { sql, source, database, schema } = body
  const dialect = body.dialect ?? dialectOf(sql, { source })
  const parsed = await parseStatements(sql, dialect)
  const failed = parsed.find((one) => 'error' in one)
  if (failed && 'error' in failed) {
    const { line, column } = lineOf(sql, failed.error.at)
    const message = `sql: ${failed.error.message} (line ${line}, column ${column})`
    const issues = [{ path: 'sql', code: 'syntax', message }]
    throw new AppError('invalid_input', message, { issues, members: { line, column } })
  }
  await settle()
  const at = body.timestamp === undefined ? now : new Date(body.timestamp)
  const changes = await db.transaction(async (tx) => {
    const made = []
    for (const one of parsed) {
      if (!('actions' in one)) continue
      const place = { source, database, schema, table: '' }
      made.push(...(await applyActions(tx, one.actions, { at, statement: one.text, dialect, place, now })))
    }
    return made
  })
  const skipped = parsed.filter((one) => 'actions' in one && one.actions.length === 0).length
  return { dialect, statements: parsed.length, skipped, changes: changes.map(presentChange) }
}
