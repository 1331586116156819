import { Parser } from 'node-sql-parser/build/mysql.js'
import type { SaidColumn } from './definition'
import type { ParsedStatement } from './parse-statements'
import type { Action, Named, TableAction } from './statement'

type Node = Record<string, unknown>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
const listOf = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : [])
const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
const wordOf = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : '')

const columnName = (node: unknown): string => {
  const name = isNode(node) ? node.column : node
  return textOf(name) ?? textOf(isNode(name) && isNode(name.expr) ? name.expr.value : undefined) ?? ''
}
const namesOf = (list: unknown) =>
  listOf(list)
    .map((one) => columnName(one))
    .filter((name) => name !== '')
const namedOf = ({ db, table }: Node): Named => {
  const schema = textOf(db)
  return { name: textOf(table) ?? '', ...(schema === undefined ? {} : { schema }) }
}

function defaultText(node: unknown): string | null {
  if (!isNode(node)) return null
  const { type, value } = node
  if (type === 'null' || value === null) return null
  if (isNode(value)) return defaultText(value)
  if (typeof value === 'string') return type === 'single_quote_string' ? `'${value}'` : value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const name = isNode(node.name)
    ? listOf(node.name.name)
        .map((one) => textOf(one.value) ?? '')
        .join('.')
    : textOf(node.name)
  return name ? `${name}()` : 'an expression'
}

function typeOf(definition: unknown): string | undefined {
  if (!isNode(definition)) return undefined
  const { dataType, length, scale, suffix, expr } = definition
  const name = textOf(dataType)?.toLowerCase()
  if (name === undefined) return undefined
  const values = isNode(expr) ? listOf(expr.value).map(({ value }) => `'${String(value)}'`) : []
  if (values.length > 0) return `${name}(${values.join(',')})`
  const size =
    length === undefined || length === null
      ? ''
      : `(${[length, scale].filter((one) => typeof one === 'number').join(',')})`
  const words = (Array.isArray(suffix) ? suffix : [suffix]).flatMap((one) => textOf(one)?.toLowerCase() ?? [])
  return [name + size, ...words].join(' ')
}

type Told = { column: SaidColumn; isKey: boolean; isUnique: boolean }

function columnOf(node: Node): Told {
  const type = typeOf(node.definition)
  const isKey = isNode(node) && (Boolean(node.primary_key) || /primary/.test(wordOf(node.unique_or_primary)))
  const nullable = !isKey && wordOf(isNode(node.nullable) ? node.nullable.type : undefined) !== 'not null'
  const given = isNode(node.default_val) ? defaultText(node.default_val.value) : null
  const value = node.auto_increment ? 'auto_increment' : node.generated ? 'generated' : given
  const column = { name: columnName(node.column), ...(type === undefined ? {} : { type }), nullable, default: value }
  return { column, isKey, isUnique: Boolean(node.unique) }
}

function constraintOf(node: Node): Action[] {
  const columns = namesOf(node.definition)
  const kind = wordOf(node.constraint_type) || wordOf(node.keyword)
  if (columns.length === 0 || kind === 'foreign key' || kind === 'check') return []
  if (kind === 'primary key') return [{ do: 'key', columns }]
  const name = textOf(node.index) ?? textOf(node.constraint) ?? columns[0]!
  return [{ do: 'add_index', index: { name, columns, unique: kind.startsWith('unique') } }]
}

function create(node: Node): TableAction[] {
  const [table] = listOf(node.table)
  const columns: SaidColumn[] = []
  const indexes = []
  let key: string[] = []
  for (const one of listOf(node.create_definitions)) {
    if (one.resource === 'column') {
      const { column, isKey, isUnique } = columnOf(one)
      columns.push(column)
      if (isKey) key = [column.name]
      if (isUnique) indexes.push({ name: column.name, columns: [column.name], unique: true })
      continue
    }
    for (const action of constraintOf(one)) {
      if (action.do === 'key') key = action.columns
      if (action.do === 'add_index') indexes.push(action.index)
    }
  }
  if (!table || columns.length === 0 || node.temporary) return []
  for (const column of columns) if (key.includes(column.name)) column.nullable = false
  const said = { columns, indexes, ...(key.length > 0 ? { primaryKey: key } : {}) }
  return [{ table: namedOf(table), action: { do: 'create', said, ifNotExists: Boolean(node.if_not_exists) } }]
}

function alterColumn(node: Node): Action[] {
  const column = columnName(node.column)
  switch (wordOf(node.action)) {
    case 'add': {
      const { column: added, isKey } = columnOf(node)
      return [{ do: 'add', column: added }, ...(isKey ? [{ do: 'key' as const, columns: [added.name] }] : [])]
    }
    case 'drop':
      return [{ do: 'drop_column', column }]
    case 'rename':
      return [{ do: 'rename_column', column: columnName(node.old_column), to: column }]
    case 'modify':
    case 'change': {
      const { name, ...said } = columnOf(node).column
      const old = node.old_column === undefined ? name : columnName(node.old_column)
      return [{ do: 'alter', column: old, said, whole: true, ...(old === name ? {} : { to: name }) }]
    }
    default:
      return []
  }
}

function alterOne(node: Node): Action[] {
  const [action, keyword] = [wordOf(node.action), wordOf(node.keyword)]
  if (node.resource === 'column') return alterColumn(node)
  if (action === 'rename' && node.resource === 'table')
    return [{ do: 'rename', to: textOf(node.table) ?? columnName(node.table) }]
  if (action === 'add' && isNode(node.create_definitions)) return constraintOf(node.create_definitions)
  if (action === 'add') return constraintOf(node)
  if (action !== 'drop') return []
  if (keyword === 'primary key') return [{ do: 'key', columns: [] }]
  const index = textOf(node.index)
  return index === undefined ? [] : [{ do: 'drop_index', name: index }]
}

function actionsOf(node: Node): TableAction[] {
  const keyword = wordOf(node.keyword)
  if (node.type === 'create' && keyword === 'table') return create(node)
  if (node.type === 'create' && keyword === 'index' && isNode(node.table)) {
    const columns = namesOf(node.index_columns)
    const index = { name: textOf(node.index) ?? '', columns, unique: wordOf(node.index_type) === 'unique' }
    return [{ table: namedOf(node.table), action: { do: 'add_index', index } }]
  }
  if (node.type === 'drop' && keyword === 'table') {
    return listOf(node.name).map((one) => ({ table: namedOf(one), action: { do: 'drop' } }))
  }
  if (node.type === 'drop' && keyword === 'index' && isNode(node.table)) {
    return [{ table: namedOf(node.table), action: { do: 'drop_index', name: columnName(node.name) } }]
  }
  if (node.type === 'rename' && Array.isArray(node.table)) {
    return node.table.flatMap((pair): TableAction[] => {
      const [from, to] = listOf(pair)
      if (!from || !to) return []
      const { name, schema } = namedOf(to)
      return [{ table: namedOf(from), action: { do: 'rename', to: name, ...(schema ? { schema } : {}) } }]
    })
  }
  if (node.type === 'alter') {
    const [table] = listOf(node.table)
    return table
      ? listOf(node.expr).flatMap((one) => alterOne(one).map((action) => ({ table: namedOf(table), action })))
      : []
  }
  return []
}

const parser = new Parser()
type Failure = { message: string; location?: { start?: { offset?: number } } }

const found = / but (.+?) found\.?$/

/** What one statement of MySQL or MariaDB does to tables. */
export function parseMysql(text: string): ParsedStatement {
  try {
    const nodes = [parser.astify(text)].flat() as unknown[]
    return { text, actions: nodes.filter(isNode).flatMap(actionsOf) }
  } catch (error) {
    const { message, location } = error as Failure
    const word = found.exec(message)?.[1] ?? 'the end'
    return { text, error: { message: `syntax error at or near ${word}`, at: location?.start?.offset ?? 0 } }
  }
}
