import { begin } from './absorb'
import { type Absorbed, applyDifferences, refine, type Telling, toChange } from './apply-differences'
import type { SchemaIndex } from './contract'
import type { Said, SaidColumn, TableState } from './definition'
import {
  added,
  compareColumn,
  compareDefinitions,
  type Difference,
  defaultWords,
  dropped,
  indexAdded,
  indexDropped,
  keyChanged,
  nullWords,
} from './diff'

/** One thing that a statement does to a table. */
export type Action =
  | { do: 'create'; said: Said; ifNotExists: boolean }
  | { do: 'drop' }
  | { do: 'rename'; to: string; schema?: string }
  | { do: 'add'; column: SaidColumn }
  | { do: 'drop_column'; column: string }
  | { do: 'rename_column'; column: string; to: string }
  /** What the column is from now on, as far as it is said; `whole`: what is not said has its usual value. */
  | { do: 'alter'; column: string; said: Omit<SaidColumn, 'name'>; whole?: true; to?: string }
  | { do: 'key'; columns: string[] }
  | { do: 'add_index'; index: SchemaIndex }
  | { do: 'drop_index'; name: string }

/** A table as a statement names it; empty where it names none, such as `DROP INDEX` of PostgreSQL. */
export type Named = { schema?: string; name: string }
export type TableAction = { table: Named; action: Action }

const find = ({ columns }: TableState, name: string) => columns.find((column) => column.name === name)

function alter(state: TableState, { column, said, whole, to }: Extract<Action, { do: 'alter' }>): Difference[] {
  const known: SaidColumn = find(state, column) ?? { name: column }
  const usual = whole ? { nullable: true, default: null } : {}
  const next = { ...usual, ...said, name: column }
  const found = compareColumn(known, next)
  const told = new Set(found.map(({ kind }) => kind))
  if (next.type !== undefined && known.type === undefined && !whole) {
    found.push({ kind: 'type_changed', column, current: next.type, said: next })
  }
  if (said.nullable !== undefined && known.nullable === undefined && !whole && !told.has('nullability_changed')) {
    const required = { required: !said.nullable, hasDefault: Boolean(known.default) }
    found.push({ kind: 'nullability_changed', column, current: nullWords(said.nullable), ...required, said: next })
  }
  if (said.default !== undefined && known.default === undefined && !whole) {
    const about = { required: known.nullable === false, hasDefault: said.default !== null }
    found.push({ kind: 'default_changed', column, current: defaultWords(said.default), ...about, said: next })
  }
  const renamed: Difference[] =
    to && to !== column ? [{ kind: 'column_renamed', column, previous: column, current: to }] : []
  return [...found, ...renamed]
}

/** What a statement does, as differences from what is known. */
function differencesOf(state: TableState, action: Action): Difference[] {
  switch (action.do) {
    case 'add':
      return [added(action.column)]
    case 'drop_column': {
      const known = find(state, action.column)
      const isUnknown = !known && (state.complete || state.touched[action.column] !== undefined)
      return isUnknown ? [] : [dropped(known ?? { name: action.column })]
    }
    case 'rename_column':
      return [{ kind: 'column_renamed', column: action.column, previous: action.column, current: action.to }]
    case 'alter':
      return alter(state, action)
    case 'key':
      return [keyChanged(state.primaryKey, action.columns)]
    case 'add_index':
      return [indexAdded(action.index)]
    case 'drop_index': {
      const index = state.indexes?.find(({ name }) => name === action.name)
      return index ? [indexDropped(index)] : []
    }
    default:
      return []
  }
}

function create(
  state: TableState,
  { said, ifNotExists }: Extract<Action, { do: 'create' }>,
  telling: Telling,
): Absorbed {
  const isNew = state.dropped || (state.columns.length === 0 && !state.complete)
  if (isNew) {
    return { state: begin(state, said, telling), changes: [toChange({ kind: 'table_created' }, telling)], known: [] }
  }
  if (ifNotExists && state.complete) return { state, changes: [], known: [{ kind: 'table_created' }] }
  const before = { columns: state.columns.map(({ name }) => ({ name })) }
  const differences = state.complete ? compareDefinitions(before, { columns: said.columns }) : []
  const absorbed = applyDifferences(state, differences, telling)
  const told = new Map(said.columns.map((column) => [column.name, column]))
  const columns = absorbed.state.columns.map((known) =>
    told.has(known.name) ? refine(known, told.get(known.name)!, telling.origin) : known,
  )
  const next = { ...absorbed.state, columns, primaryKey: said.primaryKey ?? state.primaryKey, complete: true }
  return { ...absorbed, state: next, known: [...absorbed.known, { kind: 'table_created' }] }
}

/** What a statement makes of a table; `renamedTo` where it has another name from then on. */
export function absorbActions(from: TableState, actions: Action[], telling: Telling): Absorbed & { renamedTo?: Named } {
  let state = from
  const changes: Absorbed['changes'] = []
  const known: Difference[] = []
  let renamedTo: Named | undefined
  if (telling.at < (state.begunAt ?? telling.at)) return { state, changes, known }
  for (const action of actions) {
    if (action.do === 'drop') {
      if (state.dropped) continue
      changes.push(toChange({ kind: 'table_dropped' }, telling))
      state = { ...state, dropped: true, begunAt: telling.at, facts: {}, inference: undefined }
    } else if (action.do === 'rename') {
      const { to, schema } = action
      changes.push(toChange({ kind: 'table_renamed', previous: telling.table, current: to }, telling))
      renamedTo = { name: to, schema }
    } else {
      const absorbed =
        action.do === 'create'
          ? create(state, action, telling)
          : applyDifferences(state, differencesOf(state, action), telling)
      state = absorbed.state
      changes.push(...absorbed.changes)
      known.push(...absorbed.known)
    }
  }
  return { state, changes, known, ...(renamedTo ? { renamedTo } : {}) }
}
