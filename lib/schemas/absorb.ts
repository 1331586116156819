import { type Absorbed, applyDifferences, refine, type Telling, toChange } from './apply-differences'
import type { SchemaOrigin } from './contract'
import { type Column, originOf, type Said, type SaidColumn, type Slot, slots, type TableState } from './definition'
import { compareDefinitions } from './diff'
import { mayBeSame } from './normal-type'

/** The same columns in the order in which they were told; those that were not told come last. */
function inOrder(columns: Column[], { columns: told }: Said): Column[] {
  const place = new Map(told.map(({ name }, index) => [name, index]))
  return [...columns].sort((a, b) => (place.get(a.name) ?? told.length) - (place.get(b.name) ?? told.length))
}

const find = ({ columns }: TableState, name: string) => columns.find((column) => column.name === name)

function adopt(state: TableState, said: Said, origin: SchemaOrigin): TableState {
  const told = new Map(said.columns.map((column) => [column.name, column]))
  const columns = inOrder(
    state.columns.map((known) => (told.has(known.name) ? refine(known, told.get(known.name)!, origin) : known)),
    said,
  )
  return {
    ...state,
    columns,
    primaryKey: state.primaryKey ?? said.primaryKey,
    indexes: state.indexes ?? said.indexes,
    complete: true,
  }
}

const isBefore = (at: number, order: string | undefined, fact: { at: number; order?: string }) =>
  at < fact.at ||
  (at === fact.at && order !== undefined && fact.order !== undefined && BigInt(order) < BigInt(fact.order))

const newestFact = ({ facts }: TableState) => Math.max(0, ...slots.flatMap((slot) => facts[slot]?.at ?? []))

/** Who names types as databases do; a connector has words of its own for them. */
const inDatabaseWords: readonly SchemaOrigin[] = ['ddl', 'source', 'declared']

/**
 * What is known and what somebody says who has said nothing before, as far as they can be compared: the names of columns, and
 * types that are not merely other words for the same.
 */
function firstSaid(state: TableState, slot: Slot, said: Said): [Said, Said] {
  const isNative = slot !== 'block'
  const before = state.columns.map(({ name, type, origin }): SaidColumn => {
    const told = said.columns.find((column) => column.name === name)?.type
    const differs = isNative && inDatabaseWords.includes(origin) && !mayBeSame(type, told)
    return differs ? { name, type } : { name }
  })
  return [{ columns: before }, { columns: said.columns }]
}

/**
 * What a whole definition makes of a table. It is compared with what the same teller said before, and what differs happens to
 * the table unless it is known already; what a teller says first fills in what is known. Null where it is older than what it
 * said last, or the same.
 */
export function absorbDefinition(
  state: TableState,
  slot: Slot,
  said: Said,
  hash: string,
  when: Omit<Telling, 'origin'>,
): Absorbed | null {
  const telling = { ...when, origin: originOf[slot] }
  const { at, order } = when
  const fact = state.facts[slot]
  if (fact?.hash === hash) return null
  if (fact ? isBefore(at, order, fact) : at < newestFact(state)) return null
  if (at < (state.begunAt ?? at)) return null
  const facts = { ...state.facts, [slot]: { at, ...(order === undefined ? {} : { order }), hash, said } }
  if (state.dropped) {
    const begun = toChange({ kind: 'table_created' }, telling)
    return { state: begin({ ...state, facts }, said, telling), changes: [begun], known: [] }
  }
  const isFirst = !state.complete
  if (isFirst) {
    const fresh = said.columns.filter(({ name }) => !find(state, name) && at >= (state.touched[name] ?? at))
    const columns = [...state.columns, ...fresh.map((column): Column => ({ ...column, origin: telling.origin }))]
    const gone = new Set(
      state.columns
        .filter(({ name, origin }) => origin === 'inferred' && !said.columns.some((one) => one.name === name))
        .map(({ name }) => name),
    )
    const kept = columns.filter(({ name }) => !gone.has(name))
    return { state: adopt({ ...state, columns: kept, facts }, said, telling.origin), changes: [], known: [] }
  }
  const [before, after] = fact ? [fact.said, said] : firstSaid(state, slot, said)
  const differences = compareDefinitions(before, after)
  const { state: next, changes, known } = applyDifferences(state, differences, telling)
  return { state: adopt({ ...next, facts }, said, telling.origin), changes, known }
}

/** A table that is made, or made again, at a moment. */
export function begin(state: TableState, said: Said, { at, origin }: Telling): TableState {
  return {
    ...state,
    columns: said.columns.map((column) => ({ ...column, origin, since: at })),
    primaryKey: said.primaryKey,
    indexes: said.indexes,
    complete: true,
    dropped: false,
    begunAt: at,
    touched: {},
    inference: undefined,
  }
}
