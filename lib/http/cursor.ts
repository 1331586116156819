import { AppError } from '@/lib/errors/app-error'

/** An opaque place in a list: what the next page starts after. */
export const encodeCursor = (place: string) => Buffer.from(place, 'utf8').toString('base64url')

/** The place that `encodeCursor` was given. Throws `bad_request` for a text that is no cursor of ours. */
export function decodeCursor(cursor: string): string {
  const place = Buffer.from(cursor, 'base64url').toString('utf8')
  if (place === '' || encodeCursor(place) !== cursor) {
    throw new AppError('bad_request', 'cursor is not one that a list here gave out')
  }
  return place
}
