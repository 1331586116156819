import type { MeasureKind } from '@/lib/metrics/contract'
import { isState } from './meaning'
import { plainWords, singular, tableWords } from './words'

/** What is known of a table without its metrics. */
export type TableFacts = {
  table: string
  columns: readonly { kind: MeasureKind; field: string; unit: string }[]
  events: number
}

/** What a table may have that makes it more likely to be the one. */
export type Trait = 'amount' | 'status' | 'duration'

/** A place of a template for a table. `words` are what such a table is called, the likeliest first, two run together (`orderitem`). */
export type Slot = { id: string; name: string; words: readonly string[]; traits?: readonly Trait[] }

/** Tables that repeat what others hold. */
const derived = new Set(
  'history archive archived log audit backup old tmp temp staging copy snapshot version draft deleted import export'.split(
    ' ',
  ),
)
const spans = new Set(['s', 'ms', 'minutes', 'hours', 'days'])
export const isMoney = (unit: string) => unit === 'currency' || /^[A-Z]{3}$/.test(unit)

const traits: Record<Trait, (column: TableFacts['columns'][number]) => boolean> = {
  amount: ({ kind, unit }) => kind === 'value' && isMoney(unit),
  status: ({ kind, field }) => kind === 'category' && isState(field),
  duration: ({ kind, field, unit }) => kind === 'value' && field !== '' && spans.has(unit),
}

const enough = 6

/** How a name fits: its last word is its head (`order_items` are items), what stands before it narrows it down. */
function nameScore(table: string, words: readonly string[]): number {
  const own = tableWords(table)
    .filter((word) => !/^(v?\d+)$/.test(word))
    .map(singular)
  const isDerived = own.length > 1 && derived.has(own.at(-1)!)
  const parts = isDerived ? own.slice(0, -1) : own
  const head = parts.at(-1) ?? ''
  const pair = parts.slice(-2).join('')
  const rank = (word: string) => words.indexOf(word)
  const at = parts.length > 1 && rank(pair) >= 0 ? rank(pair) : rank(head)
  const bare = parts.length === 1 ? 0.5 : 0
  const score = at >= 0 ? 10 - at * 0.5 + bare + (rank(pair) >= 0 && parts.length > 1 ? 2 : 0) : 0
  const qualified = score === 0 && parts.slice(0, -1).some((word) => rank(word) >= 0) ? 3 : 0
  return score + qualified - (isDerived ? 5 : 0)
}

/** How well a table fits a place, by its name and by what its columns are; 6 and more is a fit. */
export function scoreTable({ table, columns, events }: TableFacts, slot: Slot): number {
  const name = nameScore(table, slot.words)
  const [main = ''] = slot.words
  const isNamed = columns.some(({ kind, field }) => {
    const words = plainWords(field).split(' ')
    return kind !== 'distinct' && words.length > 1 && words[0] === main
  })
  const had = (slot.traits ?? []).filter((trait) => columns.some(traits[trait])).length
  return name + (isNamed ? 3 : 0) + had * 1.5 + Math.min(1, Math.log10(events + 1) / 10)
}

/** The tables that fit a place, the best first. */
export const fitting = (slot: Slot, tables: readonly TableFacts[]): string[] =>
  tables
    .map((facts) => ({ table: facts.table, score: scoreTable(facts, slot) }))
    .filter(({ score }) => score >= enough)
    .sort((a, b) => b.score - a.score || (a.table < b.table ? -1 : 1))
    .map(({ table }) => table)

export type Bindings = Readonly<Record<string, string | null>>

/**
 * A table for each place: the one that is asked for (null for none), else the best that no other place has. The best fit of
 * all is settled first.
 */
export function bindTables(slots: readonly Slot[], tables: readonly TableFacts[], asked: Bindings = {}): Bindings {
  const bound = new Map<string, string | null>(
    slots.flatMap(({ id }) => (id in asked ? [[id, asked[id] ?? null]] : [])),
  )
  const pairs = slots
    .filter(({ id }) => !bound.has(id))
    .flatMap((slot) => tables.map((facts) => ({ id: slot.id, table: facts.table, score: scoreTable(facts, slot) })))
    .filter(({ score }) => score >= enough)
    .sort((a, b) => b.score - a.score)
  const used = new Set([...bound.values()])
  for (const { id, table } of pairs) {
    if (bound.has(id) || used.has(table)) continue
    bound.set(id, table)
    used.add(table)
  }
  return Object.fromEntries(slots.map(({ id }) => [id, bound.get(id) ?? null]))
}
