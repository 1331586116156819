import type { SetupCheck } from '../../check-contract'
import type { Start } from '../plan-start'
import { check } from './judge-server'
import type { FoundPublication, ServerFacts, SurveyedTable } from './survey'

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const placed = ({ schema, name }: Pick<SurveyedTable, 'schema' | 'name'>) => `${quoted(schema)}.${quoted(name)}`
const shown = 5

const listed = (names: string[]) =>
  names.length > shown ? `${names.slice(0, shown).join(', ')} and ${names.length - shown} more` : names.join(', ')
const namesOf = (tables: readonly SurveyedTable[]) => listed(tables.map(({ schema, name }) => `${schema}.${name}`))

/** Whether the role may read what is wanted, and what grants it. */
export function judgeRights(wanted: readonly SurveyedTable[], { role }: Pick<ServerFacts, 'role'>): SetupCheck {
  const title = 'Right to read'
  if (wanted.length === 0)
    return check('select', title, {
      state: 'warn',
      detail: 'There is no table yet; the first one is taken up when it is there',
    })
  const closed = wanted.filter(({ usable, readable }) => !usable || !readable)
  if (closed.length === 0)
    return check('select', title, { state: 'ok', detail: `${role} may read all ${wanted.length}` })
  const schemas = [...new Set(closed.map(({ schema }) => schema))]
  const grants = schemas.flatMap((schema) => {
    const of = closed.filter((table) => table.schema === schema)
    const usage = of.some(({ usable }) => !usable)
    const all = wanted.filter((table) => table.schema === schema).length === of.length && of.length > shown
    const tables = all ? `ALL TABLES IN SCHEMA ${quoted(schema)}` : `TABLE ${of.map(placed).join(', ')}`
    return [
      ...(usage ? [`GRANT USAGE ON SCHEMA ${quoted(schema)} TO ${quoted(role)};`] : []),
      `GRANT SELECT ON ${tables} TO ${quoted(role)};`,
    ]
  })
  return check('select', title, {
    state: 'fail',
    detail: `${role} may not read ${namesOf(closed)}`,
    sql: grants.join('\n'),
  })
}

type Publishing = {
  name: string
  found: FoundPublication | null
  /** What still has to be run for it. */
  statements: readonly string[]
}

/** Whether what is wanted is published, or can be by the role itself; else what an owner has to run. */
export function judgePublication(
  { name, found, statements }: Publishing,
  wanted: readonly SurveyedTable[],
  { role, mayCreate }: Pick<ServerFacts, 'role' | 'mayCreate'>,
): SetupCheck {
  const title = 'Publication'
  if (found && !found.complete) {
    const sql = `ALTER PUBLICATION ${quoted(name)} SET (publish = 'insert, update, delete, truncate');`
    return check('publication', title, { state: 'fail', detail: `${name} does not send every kind of change`, sql })
  }
  if (statements.length === 0)
    return check('publication', title, { state: 'ok', detail: `${name} sends what is wanted` })
  const may = wanted.every(({ owned }) => owned) && (found ? found.owned : mayCreate)
  if (may)
    return check('publication', title, {
      state: 'ok',
      detail: `DataWatch ${found ? 'changes' : 'makes'} ${name} by itself`,
    })
  const detail = `${role} may not ${found ? 'change' : 'make'} ${name}: only an owner of the tables may`
  return check('publication', title, { state: 'fail', detail, sql: statements.map((one) => `${one};`).join('\n') })
}

/** What becomes of the slot when following begins. */
export function judgeSlot(start: Start): SetupCheck {
  const title = 'Slot'
  if (start.kind === 'begin') return check('slot', title, { state: 'ok', detail: 'DataWatch makes it' })
  if (start.kind === 'resume')
    return check('slot', title, { state: 'ok', detail: 'It is there, and all that is missing is in it' })
  if (start.kind === 'again')
    return check('slot', title, {
      state: 'warn',
      detail: `Changes were lost, the tables are read anew: ${start.reason}`,
    })
  if (start.kind === 'wait') return check('slot', title, { state: 'warn', detail: start.reason })
  const sql = /run: (SELECT pg_drop_replication_slot\('[a-z0-9_]+'\));/.exec(start.reason)
  return check('slot', title, { state: 'fail', detail: start.reason, sql: sql ? `${sql[1]};` : null })
}

/** Tables whose changed rows nobody can tell apart: their updates and deletions would be lost. */
export function judgeIdentity(wanted: readonly SurveyedTable[]): SetupCheck {
  const title = 'Replica identity'
  const bare = wanted.filter(({ identified }) => !identified)
  if (bare.length === 0) return check('identity', title, { state: 'ok', detail: 'Every table has a key' })
  return check('identity', title, {
    state: 'warn',
    detail: `${namesOf(bare)}: without a key, so that only inserts are followed, no updates and deletions`,
    sql: bare.map((table) => `ALTER TABLE ${placed(table)} REPLICA IDENTITY FULL;`).join('\n'),
  })
}
