import { hasSqlDetails, parse } from 'libpg-query'
import type { SaidColumn } from './definition'
import type { ParsedStatement } from './parse-statements'
import type { Action, Named, TableAction } from './statement'

type Node = Record<string, unknown>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : [])
const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)
/** `{ColumnDef: {…}}` by its name. */
const open = (node: unknown, name: string): Node | undefined => {
  const inner = isNode(node) ? node[name] : undefined
  return isNode(inner) ? inner : undefined
}
const stringsOf = (list: unknown) => listOf(list).flatMap((one) => textOf(open(one, 'String')?.sval) ?? [])

/** As PostgreSQL prints what its grammar calls otherwise. */
const printed: Record<string, string> = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  bpchar: 'character',
  varchar: 'character varying',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  time: 'time without time zone',
  timetz: 'time with time zone',
}
const serials: Record<string, string> = {
  smallserial: 'smallint',
  serial2: 'smallint',
  serial: 'integer',
  serial4: 'integer',
  bigserial: 'bigint',
  serial8: 'bigint',
}

function typeOf(node: Node): { type: string; isSerial: boolean } {
  const names = stringsOf(node.names)
  const last = names.at(-1) ?? ''
  const serial = names.length === 1 ? serials[last] : undefined
  const base = serial ?? printed[last] ?? (names[0] === 'pg_catalog' ? last : names.join('.'))
  const sizes = listOf(node.typmods).flatMap((one) => {
    const value = open(open(one, 'A_Const'), 'ival')
    return value ? [Number(value.ival ?? 0)] : []
  })
  const size = sizes.length > 0 ? `(${sizes.join(',')})` : ''
  const sized = / with(out)? time zone$/.test(base) ? base.replace(' ', `${size} `) : base + size
  return { type: sized + (listOf(node.arrayBounds).length > 0 ? '[]' : ''), isSerial: serial !== undefined }
}

/** The least place in the text that an expression names. */
function startOf(node: unknown): number {
  if (Array.isArray(node)) return Math.min(Number.POSITIVE_INFINITY, ...node.map(startOf))
  if (!isNode(node)) return Number.POSITIVE_INFINITY
  const own = typeof node.location === 'number' ? node.location : Number.POSITIVE_INFINITY
  return Math.min(own, ...Object.values(node).map(startOf))
}

const closers =
  /^(not\s+null|null\b|primary\s+key|unique\b|check\b|references\b|constraint\b|generated\b|collate\b|default\b)/i

/** The text of an expression that begins at a place: up to what does not belong to it. */
function expressionAt(bytes: Buffer, from: number): string {
  const text = bytes.subarray(from).toString('utf8')
  let depth = 0
  let quote: string | null = null
  let end = 0
  for (; end < text.length; end += 1) {
    const letter = text[end]!
    if (quote) {
      if (letter === quote) quote = null
      continue
    }
    if (letter === "'" || letter === '"') quote = letter
    else if (letter === '(' || letter === '[') depth += 1
    else if (letter === ')' || letter === ']') depth -= 1
    if (depth < 0 || (depth === 0 && (letter === ',' || letter === ';'))) break
    if (depth === 0 && /\s/.test(text[end - 1] ?? '') && closers.test(text.slice(end))) break
  }
  return text.slice(0, end).trim().slice(0, 500)
}

function columnOf(definition: Node, bytes: Buffer): { column: SaidColumn; isKey: boolean; isUnique: boolean } {
  const name = textOf(definition.colname) ?? ''
  const { type, isSerial } = isNode(definition.typeName) ? typeOf(definition.typeName) : { type: '', isSerial: false }
  const column: SaidColumn = { name, type, nullable: !isSerial, default: isSerial ? 'nextval(…)' : null }
  let [isKey, isUnique] = [false, false]
  for (const one of listOf(definition.constraints)) {
    const constraint = open(one, 'Constraint')
    const kind = constraint?.contype
    if (kind === 'CONSTR_NOTNULL' || kind === 'CONSTR_IDENTITY') column.nullable = false
    if (kind === 'CONSTR_PRIMARY') {
      isKey = true
      column.nullable = false
    }
    if (kind === 'CONSTR_UNIQUE') isUnique = true
    if (kind === 'CONSTR_DEFAULT' && typeof constraint?.location === 'number') {
      column.default = expressionAt(bytes, constraint.location + 'default'.length)
    }
    if (kind === 'CONSTR_GENERATED' || kind === 'CONSTR_IDENTITY') column.default = 'generated'
  }
  return { column, isKey, isUnique }
}

const namedOf = (relation: unknown): Named => {
  const { relname, schemaname } = isNode(relation) ? relation : {}
  const schema = textOf(schemaname)
  return { name: textOf(relname) ?? '', ...(schema === undefined ? {} : { schema }) }
}

const indexName = (table: string, columns: string[]) => `${table}_${columns.join('_')}_key`

function constraintActions(table: string, constraint: Node | undefined): Action[] {
  const columns = stringsOf(constraint?.keys)
  if (constraint?.contype === 'CONSTR_PRIMARY' && columns.length > 0) return [{ do: 'key', columns }]
  if (constraint?.contype !== 'CONSTR_UNIQUE' || columns.length === 0) return []
  const name = textOf(constraint.conname) ?? indexName(table, columns)
  return [{ do: 'add_index', index: { name, columns, unique: true } }]
}

function create(statement: Node, bytes: Buffer): TableAction[] {
  const table = namedOf(statement.relation)
  if (isNode(statement.relation) && statement.relation.relpersistence === 't') return []
  const columns: SaidColumn[] = []
  const indexes = []
  let key: string[] = []
  for (const element of listOf(statement.tableElts)) {
    const definition = open(element, 'ColumnDef')
    if (definition) {
      const { column, isKey, isUnique } = columnOf(definition, bytes)
      columns.push(column)
      if (isKey) key = [column.name]
      if (isUnique) indexes.push({ name: indexName(table.name, [column.name]), columns: [column.name], unique: true })
    }
    for (const action of constraintActions(table.name, open(element, 'Constraint'))) {
      if (action.do === 'key') key = action.columns
      if (action.do === 'add_index') indexes.push(action.index)
    }
  }
  if (columns.length === 0) return []
  for (const column of columns) if (key.includes(column.name)) column.nullable = false
  const said = { columns, indexes, ...(key.length > 0 ? { primaryKey: key } : {}) }
  return [{ table, action: { do: 'create', said, ifNotExists: statement.if_not_exists === true } }]
}

function alterCommand(table: Named, command: Node, bytes: Buffer): Action[] {
  const column = textOf(command.name) ?? ''
  switch (command.subtype) {
    case 'AT_AddColumn': {
      const { column: added, isKey, isUnique } = columnOf(open(command.def, 'ColumnDef') ?? {}, bytes)
      const index = { name: indexName(table.name, [added.name]), columns: [added.name], unique: true }
      return [
        { do: 'add', column: added },
        ...(isKey ? [{ do: 'key' as const, columns: [added.name] }] : []),
        ...(isUnique ? [{ do: 'add_index' as const, index }] : []),
      ]
    }
    case 'AT_DropColumn':
      return [{ do: 'drop_column', column }]
    case 'AT_AlterColumnType': {
      const name = open(command.def, 'ColumnDef')?.typeName
      return isNode(name) ? [{ do: 'alter', column, said: { type: typeOf(name).type } }] : []
    }
    case 'AT_SetNotNull':
      return [{ do: 'alter', column, said: { nullable: false } }]
    case 'AT_DropNotNull':
      return [{ do: 'alter', column, said: { nullable: true } }]
    case 'AT_ColumnDefault': {
      const from = startOf(command.def)
      return [{ do: 'alter', column, said: { default: Number.isFinite(from) ? expressionAt(bytes, from) : null } }]
    }
    case 'AT_AddConstraint':
      return constraintActions(table.name, open(command.def, 'Constraint'))
    case 'AT_DropConstraint':
      return column === `${table.name}_pkey` ? [{ do: 'key', columns: [] }] : [{ do: 'drop_index', name: column }]
    default:
      return []
  }
}

function actionsOf(statement: Node, bytes: Buffer): TableAction[] {
  const created = open(statement, 'CreateStmt')
  if (created) return create(created, bytes)
  const altered = open(statement, 'AlterTableStmt')
  if (altered && (altered.objtype ?? 'OBJECT_TABLE') === 'OBJECT_TABLE') {
    const table = namedOf(altered.relation)
    return listOf(altered.cmds).flatMap((one) =>
      alterCommand(table, open(one, 'AlterTableCmd') ?? {}, bytes).map((action) => ({ table, action })),
    )
  }
  const renamed = open(statement, 'RenameStmt')
  if (renamed) {
    const table = namedOf(renamed.relation)
    const to = textOf(renamed.newname) ?? ''
    if (renamed.renameType === 'OBJECT_COLUMN' && (renamed.relationType ?? 'OBJECT_TABLE') === 'OBJECT_TABLE') {
      return [{ table, action: { do: 'rename_column', column: textOf(renamed.subname) ?? '', to } }]
    }
    return renamed.renameType === 'OBJECT_TABLE' ? [{ table, action: { do: 'rename', to } }] : []
  }
  const moved = open(statement, 'AlterObjectSchemaStmt')
  if (moved?.objectType === 'OBJECT_TABLE') {
    const table = namedOf(moved.relation)
    return [{ table, action: { do: 'rename', to: table.name, schema: textOf(moved.newschema) } }]
  }
  const dropped = open(statement, 'DropStmt')
  if (dropped?.removeType === 'OBJECT_TABLE' || dropped?.removeType === 'OBJECT_INDEX') {
    return listOf(dropped.objects).map((object): TableAction => {
      const names = stringsOf(open(object, 'List')?.items)
      const name = names.at(-1) ?? ''
      if (dropped.removeType === 'OBJECT_INDEX') return { table: { name: '' }, action: { do: 'drop_index', name } }
      return { table: { name, ...(names.length > 1 ? { schema: names.at(-2) } : {}) }, action: { do: 'drop' } }
    })
  }
  const index = open(statement, 'IndexStmt')
  if (index) {
    const table = namedOf(index.relation)
    const columns = listOf(index.indexParams).map((one) => textOf(open(one, 'IndexElem')?.name) ?? '(expression)')
    const name = textOf(index.idxname) ?? `${table.name}_${columns.join('_')}_idx`
    return [{ table, action: { do: 'add_index', index: { name, columns, unique: index.unique === true } } }]
  }
  return []
}

/** What statements of PostgreSQL do to tables, by its own parser. */
export async function parsePostgres(sql: string): Promise<ParsedStatement[]> {
  try {
    const { stmts = [] } = await parse(sql)
    const bytes = Buffer.from(sql, 'utf8')
    return stmts.map(({ stmt, stmt_location: at = 0, stmt_len: length }) => {
      const text = bytes
        .subarray(at, length ? at + length : undefined)
        .toString('utf8')
        .trim()
      return { text, actions: isNode(stmt) ? actionsOf(stmt, bytes) : [] }
    })
  } catch (error) {
    if (!hasSqlDetails(error)) throw error
    const { message, cursorPosition } = (
      error as unknown as { sqlDetails: { message: string; cursorPosition: number } }
    ).sqlDetails
    return [{ text: sql.trim(), error: { message: message.slice(0, 300), at: Math.max(0, cursorPosition) } }]
  }
}
