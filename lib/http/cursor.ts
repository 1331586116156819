import { AppError } from '@/lib/errors/app-error'

/** An opaque place in a list: what the next page starts after. */
export const encodeCursor = (place: string) => Buffer.from(place, 'utf8').toString('base64url')

/** The place that `encodeCursor` was given. Throws `bad_request` for a text that is no cursor of ours. */
export function decodeCursor(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString('utf8')
  if (place === '' || place.includes('\0') || encodeCursor(place) !== cursor) {
    throw new AppError('bad_request', 'cursor is not one that a list here gave out')
  }
  return place
}

/** Where a page of a list by time ended: the time of its last, and its id. */
export type MomentPlace = { at: Date; id: string }

const moment = /^(-?\d{1,15}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/
/** What both a date and a timestamp can hold. */
const farthest = 8.64e13

export const encodeMoment = ({ at, id }: MomentPlace) => encodeCursor(`${at.getTime()} ${id}`)

/** The place that `encodeMoment` was given. Throws `bad_request`. */
export function decodeMoment(cursor: string): MomentPlace {
  const [, at, id] = moment.exec(decodeCursor(cursor)) ?? []
  if (at && id && Math.abs(Number(at)) <= farthest) return { at: new Date(Number(at)), id }
  throw new AppError('bad_request', 'Query parameter cursor: not one of this list')
}
