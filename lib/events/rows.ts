import { stringify } from 'lossless-json'
import type { Image } from './native'
import type { PreparedEvent } from './prepare'
import { imageUntil, insertVersion, isBefore, type Moment, type RowTurn, type Version } from './timeline'

/**
 * What is kept of a row: when it was first heard of, and its versions, oldest first. The last is its state; those before
 * it are there from the one before the oldest event of a group on, where that is older than the state; some may be missing
 * between `gapAfter` and the state.
 */
export type KnownRow = { begunAt: number; versions: Version[]; gapAfter?: Version }

/** A row that is asked for, and a moment before which no event of the group is about it. */
export type RowAsked = Moment & { tableId: number; rowKey: string }

/** An event turned out to concern versions of its row that were not asked for. */
export class MissingVersions extends Error {}

/** How an event's version is kept: as the state of a row unknown so far, in the place of the one known, or among the earlier ones. */
export type StepKind = 'begin' | 'turn' | 'past'

/**
 * A version of a row to be kept. `imageText` is null where the row is deleted, `sentText` as `row_states.sent`, `begunAt`
 * null where it is the version's own time, or what is kept.
 */
export type RowStep = {
  tableId: number
  rowKey: string
  kind: StepKind
  at: number
  imageText: string | null
  sentText: string | null
  begunAt: number | null
  /** What the state has to be for this to hold where it was not asked for, and before which moment it was made. */
  expected: (Moment & { imageText: string }) | null
}

/** A version kept earlier that is another now: its image, and for the state of the row since when there is one. */
export type Rewrite = {
  tableId: number
  rowKey: string
  at: number
  uid: string
  isState: boolean
  imageText: string | null
  begunAt: number
}

/** An event with the columns that it wrote, and what it makes of its row (`own`) and of the row under its old key. */
export type Traced = {
  tableId: number
  event: PreparedEvent
  uid: string
  written: string[] | null
  own: RowStep | undefined
  old: RowStep | undefined
  /** How it changed rows. An INSERT that began one, and no more, says so in short. */
  turns: RowTurn[] | 'inserted'
}

export type Sent = { tableId: number; event: PreparedEvent; uid: string }

export const rowId = (tableId: number, rowKey: string) => `${tableId}\0${rowKey}`

type Made = { version: Version; event: PreparedEvent; own: boolean; traced: Traced }
type Row = {
  tableId: number
  rowKey: string
  known: KnownRow | undefined
  state: Version | undefined
  expected: RowStep['expected']
  begunAt: number
  versions: Version[]
  /** What the group's events made of the row, in their order. */
  made: Made[]
  rewritten: Map<string, Version> | null
}

/** An image as JSON text, the event's own where it is that. */
const textOf = (image: Image | null, event: PreparedEvent): string | null =>
  image === null ? null : image === event.after ? event.afterText : (stringify(image) ?? null)

/** Follows the rows of a group of events, in their order, through what is `known` of them; null: nothing was asked for. */
export class Rows {
  /** Those that began with an INSERT and were not heard of again are kept by that alone. */
  readonly #rows = new Map<string, Row | Traced>()

  constructor(
    private readonly known: ReadonlyMap<string, KnownRow> | null,
    private readonly truncationsOf: (tableId: number) => readonly Moment[],
  ) {}

  /** The row under a key; one that was not asked for is what `event` says it was, or unknown. */
  find(tableId: number, rowKey: string, moment: Moment, event: PreparedEvent): Row {
    const id = rowId(tableId, rowKey)
    const found = this.#rows.get(id)
    if (found && 'versions' in found) return found
    const row = found
      ? insertedRow(found, rowKey)
      : this.known === null
        ? assumeRow(tableId, rowKey, moment, event)
        : knownRow(tableId, rowKey, this.known.get(id))
    this.#rows.set(id, row)
    return row
  }

  /** Keeps an INSERT of a row that nothing was heard of, in short; null where there is more to it. */
  insert(tableId: number, rowKey: string, { event, uid }: Sent): Traced | null {
    const id = rowId(tableId, rowKey)
    if (this.#rows.has(id) || this.known?.has(id) || this.truncationsOf(tableId).length > 0) return null
    const { at, afterText: imageText } = event
    const own: RowStep = {
      tableId,
      rowKey,
      kind: 'begin',
      at,
      imageText,
      sentText: null,
      begunAt: null,
      expected: null,
    }
    const traced: Traced = { tableId, event, uid, written: null, own, old: undefined, turns: 'inserted' }
    this.#rows.set(id, traced)
    return traced
  }

  /** The row's image as an event finds it. */
  prior(row: Row, moment: Moment): Image | null {
    const { versions } = row
    let place = versions.length
    while (place > 0 && isBefore(moment, versions[place - 1]!)) place -= 1
    return imageUntil(versions[place - 1], moment, this.truncationsOf(row.tableId))
  }

  /** Keeps a version that `traced` made, unless what the row was before is not known any more. */
  keep(row: Row, version: Version, traced: Traced, own: boolean): RowTurn[] {
    const [oldest] = row.versions
    if (oldest && row.begunAt < oldest.at && row.begunAt <= version.at && isBefore(version, oldest)) return []
    const gap = row.known?.gapAfter
    if (gap && isBefore(gap, version) && row.state && isBefore(version, row.state)) throw new MissingVersions()
    row.begunAt = Math.min(row.begunAt, version.at)
    const { turns, rewritten } = insertVersion(row.versions, version, this.truncationsOf(row.tableId))
    row.made.push({ version, event: traced.event, own, traced })
    for (const one of rewritten) {
      if (one.at === gap?.at && one.uid === gap.uid) throw new MissingVersions()
      const made = row.made.find(({ version: other }) => other.uid === one.uid && other.at === one.at)
      if (made) made.version = one
      else {
        row.rewritten ??= new Map()
        row.rewritten.set(`${one.at} ${one.uid}`, one)
      }
    }
    return turns
  }

  /** Gives each event what is to be kept of its rows; answers what was kept earlier and is otherwise now. */
  settle(): Rewrite[] {
    const rewrites: Rewrite[] = []
    for (const row of this.#rows.values()) {
      if (!('versions' in row)) continue
      const newest = row.versions.at(-1)
      for (const { version, event, own, traced } of row.made) {
        const kind = version !== newest ? 'past' : row.state ? 'turn' : 'begin'
        const step = stepOf(row, version, event, kind)
        if (own) traced.own = step
        else traced.old = step
      }
      if (row.known) rewrites.push(...rewritesOf(row, row.known))
    }
    return rewrites
  }
}

function stepOf(row: Row, version: Version, event: PreparedEvent, kind: StepKind): RowStep {
  const { tableId, rowKey, known, begunAt } = row
  const imageText = textOf(version.image, event)
  const sentText = version.whole ? null : version.own === version.image ? '' : textOf(version.own, event)
  const earlier = kind === 'begin' ? begunAt < version.at : kind === 'turn' && known && begunAt < known.begunAt
  const expected = kind === 'turn' ? row.expected : null
  return { tableId, rowKey, kind, at: version.at, imageText, sentText, begunAt: earlier ? begunAt : null, expected }
}

function rewritesOf(row: Row, known: KnownRow): Rewrite[] {
  const { tableId, rowKey, state, begunAt, versions, rewritten } = row
  const states = rewritten ? [...rewritten.values()] : []
  const isState = (one: Moment) => one.at === state?.at && one.uid === state.uid
  const begins = state && begunAt < known.begunAt && isState(versions.at(-1)!)
  if (begins && !states.some(isState)) states.push(state)
  return states.map((one) => rewriteOf({ tableId, rowKey }, one, state, begunAt))
}

/** A version kept earlier as it is now; `state` is the row's newest. */
export const rewriteOf = (
  place: { tableId: number; rowKey: string },
  { at, uid, image }: Version,
  state: Moment | undefined,
  begunAt: number,
): Rewrite => ({
  ...place,
  at,
  uid,
  isState: at === state?.at && uid === state.uid,
  imageText: image === null ? null : (stringify(image) ?? null),
  begunAt,
})

const emptyRow = (tableId: number, rowKey: string): Row => ({
  tableId,
  rowKey,
  known: undefined,
  state: undefined,
  expected: null,
  begunAt: Number.POSITIVE_INFINITY,
  versions: [],
  made: [],
  rewritten: null,
})

/** The row that an INSERT of the group began. */
function insertedRow(traced: Traced, rowKey: string): Row {
  const { tableId, event, uid } = traced
  const { at, after } = event
  const version: Version = { at, uid, whole: true, own: after, image: after }
  const made = [{ version, event, own: true, traced }]
  return { ...emptyRow(tableId, rowKey), begunAt: at, versions: [version], made }
}

function knownRow(tableId: number, rowKey: string, known: KnownRow | undefined): Row {
  const row = emptyRow(tableId, rowKey)
  if (!known) return row
  return { ...row, known, state: known.versions.at(-1), begunAt: known.begunAt, versions: [...known.versions] }
}

/** The row as its oldest event in the group says that it was. */
function assumeRow(tableId: number, rowKey: string, moment: Moment, event: PreparedEvent): Row {
  const row = emptyRow(tableId, rowKey)
  const { type, before, beforeText, oldRowKey } = event
  const isNew = type === 'INSERT' || type === 'SNAPSHOT' || (oldRowKey !== null && oldRowKey !== rowKey)
  if (isNew || !before || beforeText === null) return row
  const begunAt = Number.NEGATIVE_INFINITY
  const state: Version = { at: begunAt, uid: '', whole: true, own: before, image: before }
  return { ...row, state, expected: { ...moment, imageText: beforeText }, begunAt, versions: [state] }
}
