import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeCursor, encodeCursor } from '@/lib/http/cursor'

/** PostgreSQL keeps no NUL, so no place has one. */
const storable = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !text.includes('\0'))

test('a place comes back from its cursor, which needs no escaping in an address', () => {
  fc.assert(
    fc.property(storable, (place) => {
      const cursor = encodeCursor(place)
      expect(decodeCursor(cursor)).toBe(place)
      expect(encodeURIComponent(cursor)).toBe(cursor)
    }),
  )
})

test.each([
  ['nothing', ''],
  ['signs of no alphabet', '%%%'],
  ['a text that is no cursor', 'next page'],
  ['the other alphabet of base64', 'w7/Dvw=='],
  ['a place that no list has', encodeCursor('a\0')],
  ['padding', `${encodeCursor('a')}==`],
  ['one sign more', `${encodeCursor('orders')}A`],
  ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe]).toString('base64url')],
])('%s is no cursor', (_name, cursor) =>
  expect(() => decodeCursor(cursor)).toThrow(expect.objectContaining({ code: 'bad_request' })),
)
