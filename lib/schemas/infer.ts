import { refine, type Telling } from './apply-differences'
import type { TableState } from './definition'
import { added, type Difference, dropped, nullWords } from './diff'

/** What values look like, as far as their kinds never turn into one another by chance. */
export const valueKinds = ['number', 'boolean', 'string', 'moment', 'uuid', 'json'] as const
export type ValueKind = (typeof valueKinds)[number]
export type KindCounts = Partial<Record<ValueKind, number>>

/** A run of values of other kinds than all before. */
export type Run = { since: number; kinds: KindCounts }
/**
 * What the rows have shown of a column. `from`: how many images there were before it came. `missed`: whole rows without it
 * since it was last seen, of which the first came at `missedAt`. `odd`: values of another kind since the last one of its own.
 */
export type InferredColumn = {
  from: number
  firstAt: number
  lastAt: number
  present: number
  nulls: number
  kinds: KindCounts
  missed: number
  missedAt?: number
  odd?: Run
}
/** What the rows of a table have shown. `rows`: whole rows, `images`: all that told columns. */
export type Inference = { rows: number; images: number; newestAt: number; columns: Record<string, InferredColumn> }

/** What a process has seen since it last said so. `hasOwn`: whether a value of the column's own kind was among them. */
export type SeenColumn = {
  from: number
  firstAt: number
  lastAt: number
  present: number
  nulls: number
  nullAt?: number
  kinds: KindCounts
  missed: number
  missedAt?: number
  odd?: Run
  hasOwn: boolean
}
export type Seen = { rows: number; images: number; newestAt: number; columns: Map<string, SeenColumn> }

export const learnedRows = 20
const denseShare = 0.99
const sparseProof = 20
const settledValues = 50
const oddValues = 20
const nullProof = 100
const droppedAfter = [
  { rows: 200, ms: 600_000 },
  { rows: 20, ms: 86_400_000 },
]
/** What is so much older than the newest row is of another time. */
const oldMs = 300_000

const total = (kinds: KindCounts) => Object.values(kinds).reduce((sum, count) => sum + count, 0)
const addKinds = (a: KindCounts, b: KindCounts): KindCounts =>
  Object.fromEntries(
    valueKinds.flatMap((kind) => (a[kind] || b[kind] ? [[kind, (a[kind] ?? 0) + (b[kind] ?? 0)]] : [])),
  )

function largest(kinds: KindCounts): [ValueKind, number] | undefined {
  return valueKinds
    .map((kind): [ValueKind, number] => [kind, kinds[kind] ?? 0])
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1])[0]
}

/** The kind that nearly all values of a column have had; undefined where they are too few or of several kinds. */
export function settledKind({ kinds }: Pick<InferredColumn, 'kinds'>): ValueKind | undefined {
  const [kind, count] = largest(kinds) ?? []
  const all = total(kinds)
  return kind && all >= settledValues && count! / all >= denseShare ? kind : undefined
}

const joinRuns = (a: Run | undefined, b: Run): Run =>
  a ? { since: Math.min(a.since, b.since), kinds: addKinds(a.kinds, b.kinds) } : b

function joinColumn(known: InferredColumn | undefined, seen: SeenColumn, images: number): InferredColumn {
  const { firstAt, lastAt, present, nulls, kinds, missed, missedAt } = seen
  if (!known) return { from: images + seen.from, firstAt, lastAt, present, nulls, kinds, missed, missedAt }
  const kind = settledKind(known)
  const hasOwn = kind !== undefined && (kinds[kind] ?? 0) > 0
  const run = seen.odd ?? (!hasOwn && total(kinds) > 0 ? { since: firstAt, kinds } : undefined)
  const odd = seen.hasOwn || hasOwn ? seen.odd : run ? joinRuns(known.odd, run) : known.odd
  return {
    from: known.from,
    firstAt: Math.min(known.firstAt, firstAt),
    lastAt: Math.max(known.lastAt, lastAt),
    present: known.present + present,
    nulls: known.nulls + nulls,
    kinds: addKinds(known.kinds, kinds),
    missed: present > 0 ? missed : known.missed + missed,
    missedAt: present > 0 ? missedAt : (known.missedAt ?? missedAt),
    odd,
  }
}

/** Whether nearly all images have a column, from when it came until it was last seen. */
const isDense = ({ present, from, missed }: InferredColumn, images: number) =>
  present / Math.max(1, images - from - missed) >= denseShare

type Found = { at: number; difference: Difference }

function findDropped(state: TableState, { columns, images, newestAt }: Inference): Found[] {
  return Object.entries(columns).flatMap(([name, column]) => {
    const { missed, missedAt, present } = column
    const known = state.columns.find((one) => one.name === name)
    if (!known || missed === 0 || missedAt === undefined || present < learnedRows) return []
    if (!isDense(column, images)) return []
    const isLong = droppedAfter.some(({ rows, ms }) => missed >= rows && newestAt - column.lastAt >= ms)
    return isLong ? [{ at: missedAt, difference: dropped(known) }] : []
  })
}

function findOdd(name: string, column: InferredColumn, before: InferredColumn): Found[] {
  const was = settledKind(before)
  const { odd } = column
  if (!was || !odd || total(odd.kinds) < oddValues) return []
  const [kind] = largest(odd.kinds)!
  if (kind === was) return []
  const said = { name, type: kind }
  return [{ at: odd.since, difference: { kind: 'type_changed', column: name, previous: was, current: kind, said } }]
}

function findNull(name: string, seen: SeenColumn, before: InferredColumn): Found[] {
  if (seen.nullAt === undefined || before.nulls > 0 || before.present < nullProof) return []
  const words = { previous: 'no nulls', current: nullWords(true) }
  const said = { name, nullable: true }
  return [
    { at: seen.nullAt, difference: { kind: 'nullability_changed', column: name, ...words, required: false, said } },
  ]
}

/** What columns are taken for as they become known, without that being a change. */
function fillIn(state: TableState, inference: Inference): TableState {
  const columns = state.columns.map((known) => {
    const seen = inference.columns[known.name]
    if (!seen || known.origin !== 'inferred') return known
    const [kind] = largest(seen.kinds) ?? []
    const learned = seen.nulls > 0 ? true : seen.present >= nullProof ? false : undefined
    const nullable = known.nullable ?? learned
    const type = known.type ?? kind
    return refine(
      known,
      { name: known.name, ...(type ? { type } : {}), ...(nullable === undefined ? {} : { nullable }) },
      'inferred',
    )
  })
  return { ...state, columns }
}

/**
 * What rows make of a table: columns that come, that are gone from all rows for long, that get values of another kind, or nulls
 * where there never were any. The first rows teach the columns there are; what sparse rows leave out is no drop.
 */
export function inferDifferences(state: TableState, seen: Seen): { state: TableState; found: Found[] } {
  const before: Inference = state.inference ?? { rows: 0, images: 0, newestAt: 0, columns: {} }
  if (seen.newestAt < before.newestAt - oldMs) return { state, found: [] }
  const inference: Inference = {
    rows: before.rows + seen.rows,
    images: before.images + seen.images,
    newestAt: Math.max(before.newestAt, seen.newestAt),
    columns: { ...before.columns },
  }
  const found: Found[] = []
  const isLearning = before.rows < learnedRows && !state.complete
  const isSparse = Object.values(before.columns).some((column) => !isDense(column, before.images))
  let next = state
  for (const [name, column] of seen.columns) {
    const earlier = before.columns[name]
    const joined = joinColumn(earlier, column, before.images)
    inference.columns[name] = joined
    const isHere = state.columns.some((one) => one.name === name)
    if (!isHere && column.present > 0) {
      const isOld = joined.lastAt < before.newestAt - oldMs || joined.lastAt < (state.touched[name] ?? 0)
      if (isOld) {
        if (earlier) inference.columns[name] = earlier
        else delete inference.columns[name]
        continue
      }
      const [kind] = largest(joined.kinds) ?? []
      const said = { name, ...(kind ? { type: kind } : {}) }
      if (isLearning) next = { ...next, columns: [...next.columns, { ...said, origin: 'inferred' }] }
      else if (!isSparse || joined.present >= sparseProof) found.push({ at: joined.firstAt, difference: added(said) })
    }
    if (!earlier || !isHere) continue
    const odd = findOdd(name, joined, earlier)
    if (odd.length > 0) inference.columns[name] = { ...joined, kinds: joined.odd!.kinds, odd: undefined }
    found.push(...odd, ...findNull(name, column, earlier))
  }
  for (const one of findDropped(state, inference)) {
    found.push(one)
    delete inference.columns[one.difference.column!]
  }
  found.sort((a, b) => a.at - b.at)
  return { state: fillIn({ ...next, inference }, inference), found }
}

/** As `Telling`, for what rows show at a moment. */
export const inferredAt = (table: string, at: number): Telling => ({ table, at, origin: 'inferred' })
