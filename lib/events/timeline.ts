import { isDeepStrictEqual } from 'node:util'
import type { Image } from './native'

/** An instant of a table: events are in the order of their times, and of their uids where these are alike. */
export type Moment = { at: number; uid: string }

/**
 * What a row was from one event on. `own` is what the event itself tells of it, null where it is deleted. `whole`: these are
 * all of its columns; else it keeps those that it lacks from the version before, and `image` is both together.
 */
export type Version = Moment & { whole: boolean; own: Image | null; image: Image | null }

/** A row that became another, begun (`from` null) or ended (`to` null) at `at`; with `weight` -1 one that did not after all. */
export type RowTurn = { at: number; from: Image | null; to: Image | null; weight: 1 | -1 }

export const isBefore = (a: Moment, b: Moment) => a.at < b.at || (a.at === b.at && a.uid < b.uid)

/** Whether a TRUNCATE may come after an event of that time; `truncations` are in order. */
export const mayBeOver = (at: number, truncations: readonly Moment[]) =>
  truncations.length > 0 && at <= truncations.at(-1)!.at

/** The first TRUNCATE after `from`; `truncations` are in order. */
const endAfter = (from: Moment, truncations: readonly Moment[]) =>
  truncations.length === 0 ? undefined : truncations.find((one) => isBefore(from, one))

/** The image that is left of a version when `to` comes, which is nothing if the table was emptied in between. */
export function imageUntil(version: Version | undefined, to: Moment, truncations: readonly Moment[]): Image | null {
  if (!version?.image) return null
  const end = endAfter(version, truncations)
  return end && isBefore(end, to) ? null : version.image
}

/** What an event tells of a row, with the columns of `prior` that it lacks. */
export function completed(own: Image | null, prior: Image | null): Image | null {
  if (!own || !prior || own === prior) return own
  for (const name in prior) if (!Object.hasOwn(own, name)) return { ...prior, ...own }
  return own
}

const imageOf = ({ whole, own }: Version, prior: Image | null) => (whole ? own : completed(own, prior))

/** The turns that `versions` make from place `first` on and before `end`, with those of truncations in between. */
function turnsOf(versions: readonly Version[], first: number, end: number, truncations: readonly Moment[]): RowTurn[] {
  const turns: RowTurn[] = []
  for (let place = Math.max(0, first - 1); place < end; place += 1) {
    const version = versions[place]!
    const { at, image } = version
    if (place >= first) {
      const from = imageUntil(versions[place - 1], version, truncations)
      if (from || image) turns.push({ at, from, to: image, weight: 1 })
    }
    const next = versions[place + 1]
    const over = image && endAfter(version, truncations)
    if (over && !(next && isBefore(next, over))) turns.push({ at: over.at, from: image, to: null, weight: 1 })
  }
  return turns
}

const same = (a: RowTurn, b: RowTurn) => a.at === b.at && a.from === b.from && a.to === b.to

/** What of `now` was not before, and what was before and is not now. */
function difference(before: RowTurn[], now: RowTurn[]): RowTurn[] {
  const gone = before.filter((turn) => !now.some((other) => same(turn, other)))
  const come = now.filter((turn) => !before.some((other) => same(turn, other)))
  return [...gone.map((turn) => ({ ...turn, weight: -1 as const })), ...come]
}

/**
 * Puts a version where it belongs among those of its row (changed in place), oldest first. Answers the turns that come
 * and go by it, and which of the later versions are other images now. The image of `version` is made here.
 */
export function insertVersion(
  versions: Version[],
  version: Version,
  truncations: readonly Moment[],
): { turns: RowTurn[]; rewritten: Version[] } {
  let place = versions.length
  while (place > 0 && isBefore(version, versions[place - 1]!)) place -= 1
  const prior = imageUntil(versions[place - 1], version, truncations)
  version.image = imageOf(version, prior)
  if (place === versions.length && truncations.length === 0) {
    versions.push(version)
    const turn: RowTurn = { at: version.at, from: prior, to: version.image, weight: 1 }
    return { turns: turn.from || turn.to ? [turn] : [], rewritten: [] }
  }
  const before = [...versions]
  versions.splice(place, 0, version)
  const rewritten: Version[] = []
  let end = place + 1
  for (; end < versions.length; end += 1) {
    const later = versions[end]!
    const image = imageOf(later, imageUntil(versions[end - 1], later, truncations))
    if (isDeepStrictEqual(image, later.image)) break
    versions[end] = { ...later, image }
    rewritten.push(versions[end]!)
  }
  end = Math.min(end + 1, versions.length)
  const old = turnsOf(before, place, end - 1, truncations)
  return { turns: difference(old, turnsOf(versions, place, end, truncations)), rewritten }
}

/** The turns that come and go by a TRUNCATE, which is not yet among `truncations`, of a row with these versions. */
export function truncateVersions(
  versions: Version[],
  truncation: Moment,
  truncations: readonly Moment[],
): { turns: RowTurn[]; rewritten: Version[] } {
  const now = [...truncations, truncation].sort((a, b) => (isBefore(a, b) ? -1 : 1))
  const before = turnsOf(versions, 0, versions.length, truncations)
  const rewritten: Version[] = []
  for (let place = 0; place < versions.length; place += 1) {
    const version = versions[place]!
    const image = imageOf(version, imageUntil(versions[place - 1], version, now))
    if (isDeepStrictEqual(image, version.image)) continue
    versions[place] = { ...version, image }
    rewritten.push(versions[place]!)
  }
  return { turns: difference(before, turnsOf(versions, 0, versions.length, now)), rewritten }
}
