import { type ShapeCounts, shapes } from '@/lib/metrics/shape'
import type { TableState } from './definition'
import {
  type InferredColumn,
  type KindCounts,
  learnedRows,
  type Seen,
  type SeenColumn,
  settledKind,
  type ValueKind,
  valueKinds,
} from './infer'

type Row = Record<string, unknown>
type Event = { type: string; at: number; after: Row | null }
type Placed = readonly { event: Event; table: unknown }[]
type Counts = ReadonlyMap<string, { counts: ShapeCounts }>

const kindOf: Partial<Record<(typeof shapes)[number], ValueKind>> = {
  flags: 'number',
  numbers: 'number',
  decimals: 'number',
  epochs: 'number',
  booleans: 'boolean',
  words: 'string',
  phrases: 'string',
  texts: 'string',
  tokens: 'string',
  uuids: 'uuid',
  times: 'moment',
  jsons: 'json',
  objects: 'json',
}
const oldMs = 300_000
const enoughOdd = 20

function kindsOf(counts: ShapeCounts): { present: number; kinds: KindCounts } {
  const kinds: KindCounts = {}
  let present = 0
  for (const shape of shapes) {
    const count = counts[shape]
    if (count === 0) continue
    present += count
    const kind = kindOf[shape]
    if (kind) kinds[kind] = (kinds[kind] ?? 0) + count
  }
  return { present, kinds }
}

const none = (): Seen => ({ rows: 0, images: 0, newestAt: 0, columns: new Map() })
const size = (kinds: KindCounts) => valueKinds.reduce((sum, kind) => sum + (kinds[kind] ?? 0), 0)
const isNull = (value: unknown) => value === null

type KnownColumn = Pick<InferredColumn, 'nulls' | 'lastAt'> & { kind: ValueKind | undefined }

/** What this process sees of the rows of a table of which nothing better is told, until that is written. */
export class WatchedRows {
  #seen = none()
  #known = new Map<string, KnownColumn>()
  /** Columns that hold what only looks like a null, such as masked values. */
  #masked = new Set<string>()
  #learned = false
  #loaded = false
  #told = false
  #group = { images: 0, rows: 0, newestAt: 0 }
  #newestAt = 0

  /** Whether the group has rows to learn from. */
  get counted() {
    return this.#group.images > 0
  }

  count({ type, at, after }: Event) {
    if (this.#told || !after) return
    const group = this.#group
    group.images += 1
    if (type !== 'UPDATE') group.rows += 1
    if (at > group.newestAt) group.newestAt = at
  }

  /** Takes in what a group shows of the columns; true where something is to be written soon. */
  learn(columns: Counts, events: Placed, table: unknown): boolean {
    const { images, rows, newestAt } = this.#group
    this.#group = { images: 0, rows: 0, newestAt: 0 }
    const isOld = newestAt < this.#newestAt - oldMs
    if (isOld || columns.size === 0) return false
    this.#newestAt = Math.max(this.#newestAt, newestAt)
    let urgent = !this.#loaded
    const seen = this.#seen
    for (const [name, { counts }] of columns) {
      const { present, kinds } = kindsOf(counts)
      if (present === 0) continue
      const known = this.#known.get(name)
      const at = known || seen.columns.has(name) ? newestAt : this.#newestWith(name, events, table)
      if (!known && at < this.#newestAt - oldMs) continue
      if (!known && this.#learned) urgent = true
      const nulls =
        counts.nulls > 0 && !known?.nulls ? this.#realNulls(name, counts.nulls, events, table) : counts.nulls
      if (nulls > 0 && known?.nulls === 0) urgent = true
      if (this.#add(name, { at, present, nulls, kinds, kind: known?.kind })) urgent = true
    }
    seen.rows += rows
    seen.images += images
    seen.newestAt = Math.max(seen.newestAt, newestAt)
    if (rows > 0) this.#miss(columns, rows, newestAt)
    return urgent
  }

  #add(
    name: string,
    {
      at,
      present,
      nulls,
      kinds,
      kind,
    }: { at: number; present: number; nulls: number; kinds: KindCounts; kind?: ValueKind },
  ) {
    let one = this.#seen.columns.get(name)
    if (!one) {
      const from = this.#seen.images
      one = { from, firstAt: at, lastAt: at, present: 0, nulls: 0, kinds: {}, missed: 0, hasOwn: false }
      this.#seen.columns.set(name, one)
    }
    one.present += present
    one.nulls += nulls
    one.lastAt = Math.max(one.lastAt, at)
    one.missed = 0
    one.missedAt = undefined
    if (nulls > 0) one.nullAt ??= at
    for (const each of valueKinds) if (kinds[each]) one.kinds[each] = (one.kinds[each] ?? 0) + kinds[each]
    return kind !== undefined && this.#follow(one, kinds, kind, at)
  }

  /** Follows a run of values of another kind; true where it is long enough to mean something. */
  #follow(one: SeenColumn, kinds: KindCounts, kind: ValueKind, at: number): boolean {
    if (kinds[kind]) {
      one.hasOwn = true
      one.odd = undefined
      return false
    }
    if (size(kinds) === 0) return false
    const run = one.odd ?? { since: at, kinds: {} }
    for (const each of valueKinds) if (kinds[each]) run.kinds[each] = (run.kinds[each] ?? 0) + kinds[each]
    one.odd = run
    return size(run.kinds) >= enoughOdd
  }

  #miss(columns: Counts, rows: number, at: number) {
    for (const [name, known] of this.#known) {
      if (columns.has(name) || at < known.lastAt) continue
      let one = this.#seen.columns.get(name)
      if (!one) {
        one = {
          from: this.#seen.images,
          firstAt: at,
          lastAt: 0,
          present: 0,
          nulls: 0,
          kinds: {},
          missed: 0,
          hasOwn: false,
        }
        this.#seen.columns.set(name, one)
      }
      one.missed += rows
      one.missedAt ??= at
    }
  }

  #newestWith(name: string, events: Placed, table: unknown): number {
    let newest = 0
    for (const { event, table: own } of events) {
      if (own === table && event.after && Object.hasOwn(event.after, name)) newest = Math.max(newest, event.at)
    }
    return newest
  }

  /** Values that were masked are counted as nulls and are none. */
  #realNulls(name: string, nulls: number, events: Placed, table: unknown): number {
    if (this.#masked.has(name)) return 0
    const has = events.some(({ event, table: own }) => own === table && event.after && isNull(event.after[name]))
    if (!has) this.#masked.add(name)
    return has ? nulls : 0
  }

  /** Hands out what is to be written; `putBack` where that fails. */
  take(): Seen | null {
    const seen = this.#seen
    this.#seen = none()
    return seen.images > 0 ? seen : null
  }

  putBack(seen: Seen | null) {
    if (!seen) return
    const since = this.#seen
    this.#seen = seen
    seen.rows += since.rows
    seen.images += since.images
    seen.newestAt = Math.max(seen.newestAt, since.newestAt)
    for (const [name, one] of since.columns) seen.columns.set(name, one)
  }

  /** What is known now that it is written. `isTold`: something better tells the columns, and rows need not. */
  settle({ inference, complete }: TableState, isTold: boolean) {
    this.#loaded = true
    this.#told = isTold
    this.#learned = complete || (inference?.rows ?? 0) >= learnedRows
    this.#newestAt = Math.max(this.#newestAt, inference?.newestAt ?? 0)
    this.#known = new Map(
      Object.entries(inference?.columns ?? {}).map(([name, column]) => [
        name,
        { nulls: column.nulls, lastAt: column.lastAt, kind: settledKind(column) },
      ]),
    )
  }
}
