import type { Image } from './native'
import type { PreparedEvent } from './prepare'
import type { RememberedRow } from './remembered'
import { type Rewrite, type RowStep, rewritesOf, stepOf } from './row-steps'
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
/** A row as it is followed through the events of a group. */
export type Row = {
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

/** What is known of the rows of a group: all that was asked for, under lock; else what is remembered, and to be guarded. */
export type RowKnowledge =
  | { locked: ReadonlyMap<string, KnownRow> }
  | { remembered: ReadonlyMap<string, RememberedRow> }

/** Follows the rows of a group of events, in their order, through what is known of them. */
export class Rows {
  /** Those that began with an INSERT and were not heard of again are kept by that alone. */
  readonly #rows = new Map<string, Row | Traced>()

  constructor(
    private readonly knowledge: RowKnowledge,
    private readonly truncationsOf: (tableId: number) => readonly Moment[],
  ) {}

  /** The row under a key; one that is neither locked nor remembered is what `event` says it was, or unknown. */
  find(tableId: number, rowKey: string, moment: Moment, event: PreparedEvent): Row {
    const id = rowId(tableId, rowKey)
    const found = this.#rows.get(id)
    if (found && 'versions' in found) return found
    const row = found
      ? insertedRow(found, rowKey)
      : 'locked' in this.knowledge
        ? knownRow(tableId, rowKey, this.knowledge.locked.get(id))
        : assumeRow(tableId, rowKey, moment, this.knowledge.remembered.get(id) ?? saidBefore(rowKey, event))
    this.#rows.set(id, row)
    return row
  }

  /** Keeps an INSERT of a row that nothing was heard of, in short; null where there is more to it. */
  insert(tableId: number, rowKey: string, { event, uid }: Sent): Traced | null {
    const id = rowId(tableId, rowKey)
    const isKnown = 'locked' in this.knowledge && this.knowledge.locked.has(id)
    if (this.#rows.has(id) || isKnown || this.truncationsOf(tableId).length > 0) return null
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

/** What the oldest event of a group says of the row before it; null where it says nothing. */
function saidBefore(rowKey: string, { type, before, beforeText, oldRowKey }: PreparedEvent) {
  const isNew = type === 'INSERT' || type === 'SNAPSHOT' || (oldRowKey !== null && oldRowKey !== rowKey)
  return isNew || !before || beforeText === null ? null : { image: before, imageText: beforeText }
}

/** The row as it is taken to be without having been asked for, from which `moment` is the next: to be guarded. */
function assumeRow(
  tableId: number,
  rowKey: string,
  moment: Moment,
  assumed: Pick<RememberedRow, 'image' | 'imageText'> | null,
): Row {
  const row = emptyRow(tableId, rowKey)
  if (!assumed) return row
  const { image, imageText } = assumed
  const begunAt = Number.NEGATIVE_INFINITY
  const state: Version = { at: begunAt, uid: '', whole: true, own: image, image }
  return { ...row, state, expected: { ...moment, imageText }, begunAt, versions: [state] }
}
