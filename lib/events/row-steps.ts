import { stringify } from 'lossless-json'
import type { Image } from './native'
import type { PreparedEvent } from './prepare'
import type { KnownRow, Row } from './rows'
import type { Moment, Version } from './timeline'

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

/** An image as JSON text, the event's own where it is that. */
const textOf = (image: Image | null, event: PreparedEvent): string | null =>
  image === null ? null : image === event.after ? event.afterText : (stringify(image) ?? null)

/** What is to be kept of a version that an event made. */
export function stepOf(row: Row, version: Version, event: PreparedEvent, kind: StepKind): RowStep {
  const { tableId, rowKey, known, begunAt } = row
  const imageText = textOf(version.image, event)
  const sentText = version.whole ? null : version.own === version.image ? '' : textOf(version.own, event)
  const earlier = kind === 'begin' ? begunAt < version.at : kind === 'turn' && known && begunAt < known.begunAt
  const expected = kind === 'turn' ? row.expected : null
  return {
    tableId,
    rowKey,
    kind,
    at: version.at,
    imageText,
    sentText,
    begunAt: earlier ? begunAt : null,
    expected,
  }
}

/** What was kept of a row earlier and is otherwise now. */
export function rewritesOf(row: Row, known: KnownRow): Rewrite[] {
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
