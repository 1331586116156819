import { expect, test } from 'vitest'
import { isSame, ownerOf } from '@/lib/access/owner'

test('there is an owner only with both an address and a password', () => {
  expect(ownerOf({ owner_email: 'a@b' })).toBeNull()
  expect(ownerOf({ owner_password: 'long enough' })).toBeNull()
  expect(ownerOf({ owner_email: 'a@b', owner_password: 'long enough' })).toEqual({
    email: 'a@b',
    password: 'long enough',
  })
})

test.each([
  ['secret', 'secret', true],
  ['secret', 'secret ', false],
  ['', '', true],
  ['é', 'e', false],
])('%j and %j are the same: %s', (one, other, same) => {
  expect(isSame(one, other)).toBe(same)
})
