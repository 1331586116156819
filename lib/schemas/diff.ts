import type { ChangeKind, SchemaIndex } from './contract'
import type { Said, SaidColumn } from './definition'
import { readType, showType } from './normal-type'

/** How two definitions differ in one respect. `said`: the column as it is afterwards. */
export type Difference = {
  kind: ChangeKind
  column?: string
  previous?: string
  current?: string
  guessed?: true
  required?: boolean
  hasDefault?: boolean
  unique?: boolean
  said?: SaidColumn
  index?: SchemaIndex
}

const listed = (names: readonly string[] | undefined) => names?.join(', ')
export const nullWords = (nullable: boolean | undefined) =>
  nullable === undefined ? undefined : nullable ? 'null allowed' : 'not null'
export const defaultWords = (value: string | null | undefined) =>
  value === undefined ? undefined : (value ?? 'no default')

const isRequired = ({ nullable }: SaidColumn) => (nullable === undefined ? {} : { required: !nullable })
const hasDefault = (column: SaidColumn) => (column.default === undefined ? {} : { hasDefault: column.default !== null })

/** What a column that is new comes with. */
export const added = (said: SaidColumn): Difference => ({
  kind: 'column_added',
  column: said.name,
  ...(said.type === undefined ? {} : { current: said.type }),
  ...isRequired(said),
  ...hasDefault(said),
  said,
})
export const dropped = ({ name, type }: SaidColumn): Difference => ({
  kind: 'column_dropped',
  column: name,
  ...(type === undefined ? {} : { previous: type }),
})

/** How a column that stays is another, as far as both say. */
export function compareColumn(before: SaidColumn, after: SaidColumn): Difference[] {
  const found: Difference[] = []
  const column = after.name
  if (before.type !== undefined && after.type !== undefined && before.type !== after.type) {
    const [previous, current] = [before.type, after.type]
    const spelledAlike = JSON.stringify(readType(previous)) === JSON.stringify(readType(current))
    if (!spelledAlike) found.push({ kind: 'type_changed', column, previous, current, said: after })
  }
  const about = { column, ...isRequired(after), ...hasDefault({ ...before, ...after }), said: after }
  if (before.nullable !== undefined && after.nullable !== undefined && before.nullable !== after.nullable) {
    const words = { previous: nullWords(before.nullable), current: nullWords(after.nullable) }
    found.push({ kind: 'nullability_changed', ...words, ...about })
  }
  if (before.default !== undefined && after.default !== undefined && before.default !== after.default) {
    const words = { previous: defaultWords(before.default), current: defaultWords(after.default) }
    found.push({ kind: 'default_changed', ...words, ...about, ...isRequired({ ...before, ...after }) })
  }
  return found
}

const words = (name: string) =>
  name
    .toLowerCase()
    .split(/[^a-z0-9]+|(?<=[a-z])(?=[0-9])/)
    .filter(Boolean)
const soundAlike = (one: string, other: string) =>
  one.includes(other) || other.includes(one) || words(one).some((word) => words(other).includes(word))

/**
 * The column that took the place of another, where that is clear: one went and one came, of the same type, and it stands
 * where the other stood (as the last one, or where the order is not told, only if their names are alike).
 */
function guessRename(before: Said, after: Said, gone: SaidColumn[], come: SaidColumn[]) {
  const [[old], [next]] = [gone, come]
  if (!old || !next || gone.length > 1 || come.length > 1) return null
  if (old.type === undefined || next.type === undefined || old.type !== next.type) return null
  if (old.nullable !== undefined && next.nullable !== undefined && old.nullable !== next.nullable) return null
  const place = before.columns.indexOf(old)
  const stays = place === after.columns.indexOf(next) && before.columns.length === after.columns.length
  const isLast = place === before.columns.length - 1
  return stays && (!isLast || soundAlike(old.name, next.name)) ? { old, next } : null
}

const sameIndex = (one: SchemaIndex, other: SchemaIndex) =>
  one.name === other.name && one.unique === other.unique && listed(one.columns) === listed(other.columns)
const indexWords = ({ name, columns, unique }: SchemaIndex) => `${unique ? 'unique ' : ''}${name} (${listed(columns)})`

export const indexAdded = (index: SchemaIndex): Difference => ({
  kind: 'index_added',
  column: index.columns.length === 1 ? index.columns[0] : undefined,
  current: indexWords(index),
  unique: index.unique,
  index,
})
export const indexDropped = (index: SchemaIndex): Difference => ({
  kind: 'index_dropped',
  column: index.columns.length === 1 ? index.columns[0] : undefined,
  previous: indexWords(index),
  unique: index.unique,
  index,
})

function compareIndexes(before: SchemaIndex[], after: SchemaIndex[]): Difference[] {
  return [
    ...before.filter((one) => !after.some((other) => sameIndex(one, other))).map(indexDropped),
    ...after.filter((one) => !before.some((other) => sameIndex(one, other))).map(indexAdded),
  ]
}

export const keyChanged = (previous: string[] | undefined, current: string[]): Difference => ({
  kind: 'primary_key_changed',
  previous: previous && previous.length > 0 ? listed(previous) : undefined,
  current: current.length > 0 ? listed(current) : 'none',
})

const none: ReadonlyMap<string, string> = new Map()

/** How a table is another than it was, as far as both definitions say; `renames` are known, new names by old ones. */
export function compareDefinitions(before: Said, after: Said, renames = none): Difference[] {
  const renamed = before.columns.filter(({ name }) => renames.has(name))
  if (renamed.length > 0) return compareRenamed(before, after, renamed, renames)
  const then = new Map(before.columns.map((column) => [column.name, column]))
  const now = new Map(after.columns.map((column) => [column.name, column]))
  const gone = before.columns.filter(({ name }) => !now.has(name))
  const come = after.columns.filter(({ name }) => !then.has(name))
  const rename = guessRename(before, after, gone, come)
  const found: Difference[] = rename
    ? [
        {
          kind: 'column_renamed',
          column: rename.old.name,
          previous: rename.old.name,
          current: rename.next.name,
          guessed: true,
          said: rename.next,
        },
      ]
    : [...gone.map(dropped), ...come.map(added)]
  for (const column of after.columns) {
    const earlier = then.get(column.name)
    if (earlier) found.push(...compareColumn(earlier, column))
  }
  if (before.primaryKey && after.primaryKey && !rename && listed(before.primaryKey) !== listed(after.primaryKey)) {
    found.push(keyChanged(before.primaryKey, after.primaryKey))
  }
  if (before.indexes && after.indexes && !rename) found.push(...compareIndexes(before.indexes, after.indexes))
  return found
}

/** The same with columns under their new names, as far as they went and came. */
function compareRenamed(
  before: Said,
  after: Said,
  renamed: SaidColumn[],
  renames: ReadonlyMap<string, string>,
): Difference[] {
  const has = ({ columns }: Said, name: string) => columns.some((column) => column.name === name)
  const moved = renamed.filter(
    ({ name }) => !has(after, name) && has(after, renames.get(name)!) && !has(before, renames.get(name)!),
  )
  const nameOf = (name: string) => (moved.some((column) => column.name === name) ? renames.get(name)! : name)
  const columns = before.columns.map((column) => ({ ...column, name: nameOf(column.name) }))
  const indexes = before.indexes?.map((index) => ({ ...index, columns: index.columns.map(nameOf) }))
  const then = { columns, primaryKey: before.primaryKey?.map(nameOf), indexes }
  const changes = moved.map(
    ({ name }): Difference => ({ kind: 'column_renamed', column: name, previous: name, current: nameOf(name) }),
  )
  return [...changes, ...compareDefinitions(then, after)]
}

const shown = (type: string | undefined) => (type === undefined ? '' : ` (${type})`)

/** A difference in words, of a table or in a sentence of its own: "`orders.amount` became text". */
export function differenceWords(table: string, { kind, column, previous, current, guessed }: Difference): string {
  const name = column === undefined ? table : `${table}.${column}`
  switch (kind) {
    case 'table_created':
      return `${table} was created`
    case 'table_dropped':
      return `${table} was dropped`
    case 'table_renamed':
      return `${table} was renamed to ${current}`
    case 'column_added':
      return `${name} was added${shown(current)}`
    case 'column_dropped':
      return `${name} was dropped${shown(previous)}`
    case 'column_renamed':
      return `${name} ${guessed ? 'was probably renamed' : 'was renamed'} to ${current}`
    case 'type_changed':
      return previous === undefined ? `${name} became ${current}` : `${name} became ${current} (was ${previous})`
    case 'nullability_changed':
      return current === 'not null' ? `${name} takes no null any more` : `${name} may be null`
    case 'default_changed':
      return `${name} has ${current === 'no default' ? 'no default any more' : `the default ${current}`}`
    case 'primary_key_changed':
      return `The primary key of ${table} became ${current}`
    case 'index_added':
      return `${table} got the index ${current}`
    case 'index_dropped':
      return `${table} lost the index ${previous}`
    case 'statement_unread':
      return table === '' ? 'A statement could not be read' : `A statement about ${table} could not be read`
  }
}

/** The type in the words that all databases are compared in. */
export const normalWords = (type: string | undefined) => (type === undefined ? null : showType(readType(type)))
