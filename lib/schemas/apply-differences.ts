import { judgeChange, severityOf } from './compatibility'
import type { ChangeSeverity, Compatibility, SchemaOrigin } from './contract'
import { type Column, isAsGood, isBetter, type SaidColumn, type TableState } from './definition'
import { type Difference, differenceWords } from './diff'
import { mayBeSame } from './normal-type'

/** A change as it is kept. */
export type Change = Omit<Difference, 'said' | 'index'> & {
  at: number
  origin: SchemaOrigin
  compatibility: Compatibility
  severity: ChangeSeverity
  reason: string
  words: string
}

/** What became of a table by what was told: the state, the changes, and differences that were known from elsewhere already. */
export type Absorbed = { state: TableState; changes: Change[]; known: Difference[] }

/** Who tells, and when it was so. `order` tells moments of one millisecond apart. */
export type Telling = { table: string; at: number; order?: string; origin: SchemaOrigin }

export function toChange(difference: Difference, { table, at, origin }: Telling): Change {
  const { said: _, index: __, ...change } = difference
  const { compatibility, reason } = judgeChange(difference)
  const severity = severityOf(difference.kind, compatibility)
  return { ...change, at, origin, compatibility, severity, reason, words: differenceWords(table, difference) }
}

const find = ({ columns }: TableState, name: string | undefined) => columns.find((column) => column.name === name)

/** What is told of a column put into what is known of it: it is taken where it is as good, and where nothing was known. */
export function refine(known: Column, said: SaidColumn, origin: SchemaOrigin): Column {
  const wins = isAsGood(origin, known.origin)
  const next: Column = { ...known }
  if (said.type !== undefined && (wins || known.type === undefined)) next.type = said.type
  if (said.nullable !== undefined && (wins || known.nullable === undefined)) next.nullable = said.nullable
  if (said.default !== undefined && (wins || known.default === undefined)) next.default = said.default
  if (isBetter(origin, known.origin)) next.origin = origin
  return next
}

/** Whether a difference is in the state already: told by somebody else, or in other words. */
function isKnown(state: TableState, { kind, column, previous, current, said, index }: Difference): boolean {
  const known = find(state, column)
  switch (kind) {
    case 'column_added':
      return known !== undefined
    case 'column_dropped':
      return known === undefined && (state.complete || state.touched[column!] !== undefined)
    case 'column_renamed':
      return known === undefined && find(state, current) !== undefined
    case 'type_changed':
      if (!known) return state.complete
      return known.type === current || (mayBeSame(known.type, current) && !mayBeSame(known.type, previous))
    case 'nullability_changed':
      return known === undefined ? state.complete : known.nullable === said?.nullable
    case 'default_changed':
      return known === undefined ? state.complete : known.default === said?.default
    case 'primary_key_changed':
      return state.primaryKey?.join(', ') === (current === 'none' ? '' : current)
    case 'index_added':
      return Boolean(state.indexes?.some(({ name }) => name === index?.name))
    case 'index_dropped':
      return Boolean(state.indexes && !state.indexes.some(({ name }) => name === index?.name))
    default:
      return false
  }
}

const renameIn = (names: string[] | undefined, from: string, to: string) =>
  names?.map((name) => (name === from ? to : name))

function change(state: TableState, difference: Difference, { at, origin }: Telling): TableState {
  const { kind, column, said, index } = difference
  const edit = (by: (known: Column) => Column) =>
    state.columns.map((known) => (known.name === column ? by(known) : known))
  switch (kind) {
    case 'column_added':
      return { ...state, columns: [...state.columns, { ...said!, origin, since: at }] }
    case 'column_dropped':
      return {
        ...state,
        columns: state.columns.filter(({ name }) => name !== column),
        primaryKey: state.primaryKey?.filter((name) => name !== column),
        indexes: state.indexes?.filter(({ columns }) => !columns.includes(column!)),
      }
    case 'column_renamed': {
      const to = difference.current!
      const others = state.columns.filter(({ name }) => name !== to)
      return {
        ...state,
        columns: others.map((known) =>
          known.name === column ? { ...known, ...said, name: to, origin, since: at } : known,
        ),
        primaryKey: renameIn(state.primaryKey, column!, to),
        indexes: state.indexes?.map((one) => ({ ...one, columns: renameIn(one.columns, column!, to)! })),
      }
    }
    case 'type_changed':
      return { ...state, columns: edit((known) => ({ ...known, type: difference.current, origin })) }
    case 'nullability_changed':
      return { ...state, columns: edit((known) => ({ ...known, nullable: said?.nullable })) }
    case 'default_changed':
      return { ...state, columns: edit((known) => ({ ...known, default: said?.default })) }
    case 'primary_key_changed':
      return { ...state, primaryKey: difference.current === 'none' ? [] : difference.current!.split(', ') }
    case 'index_added':
      return { ...state, indexes: [...(state.indexes ?? []), index!] }
    case 'index_dropped':
      return { ...state, indexes: state.indexes?.filter(({ name }) => name !== index!.name) }
    default:
      return state
  }
}

/** Whether something newer was told of what a difference is about. */
const isLate = ({ touched, begunAt }: TableState, { column, current, kind }: Difference, at: number) =>
  at < (begunAt ?? Number.NEGATIVE_INFINITY) ||
  [column, kind === 'column_renamed' ? current : undefined].some(
    (name) => name !== undefined && at < (touched[name] ?? at),
  )

const touchedBy = ({ column, current, kind }: Difference) =>
  [column, kind === 'column_renamed' ? current : undefined].filter((name) => name !== undefined)

/** Makes differences happen in order: those that are known are told apart, those that come late are left. */
export function applyDifferences(from: TableState, differences: Difference[], telling: Telling): Absorbed {
  let state = from
  const changes: Change[] = []
  const known: Difference[] = []
  for (const difference of differences) {
    if (isKnown(state, difference)) {
      known.push(difference)
      const column = find(state, difference.kind === 'column_renamed' ? difference.current : difference.column)
      if (column && difference.said) {
        const refined = refine(column, { ...difference.said, name: column.name }, telling.origin)
        state = { ...state, columns: state.columns.map((one) => (one === column ? refined : one)) }
      }
      continue
    }
    if (isLate(state, difference, telling.at)) continue
    changes.push(toChange(difference, telling))
    state = change(state, difference, telling)
    const touched = Object.fromEntries(touchedBy(difference).map((name) => [name, telling.at]))
    state = { ...state, touched: { ...state.touched, ...touched } }
  }
  return { state, changes, known }
}
