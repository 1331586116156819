import { expect, test } from 'vitest'
import { isOwner, ownerOf, sessionVersion } from '@/lib/access/owner'

const owner = { email: 'Owner@example.com', password: 'correct horse' }

test.each([
  ['the right ones', owner, { email: 'Owner@example.com', password: 'correct horse' }, true],
  ['an address in other letters', owner, { email: ' owner@EXAMPLE.com ', password: 'correct horse' }, true],
  ['a wrong password', owner, { email: 'owner@example.com', password: 'Correct horse' }, false],
  ['a password with a blank more', owner, { email: 'owner@example.com', password: 'correct horse ' }, false],
  ['an unknown address', owner, { email: 'other@example.com', password: 'correct horse' }, false],
  ['nothing', owner, { email: '', password: '' }, false],
  ['nothing where there is no owner', null, { email: '', password: '' }, false],
])('owner: %s', (_name, configured, given, is) => {
  expect(isOwner(configured, given)).toBe(is)
})

test('there is an owner only with both an address and a password', () => {
  expect(ownerOf({ owner_email: 'a@b' })).toBeNull()
  expect(ownerOf({ owner_password: 'long enough' })).toBeNull()
  expect(ownerOf({ owner_email: 'a@b', owner_password: 'long enough' })).toEqual({
    email: 'a@b',
    password: 'long enough',
  })
})

test('another password, address or secret ends the sessions opened before', () => {
  const version = sessionVersion(owner, 'secret')
  expect(sessionVersion({ ...owner, email: 'owner@example.com' }, 'secret')).toBe(version)
  expect(sessionVersion({ ...owner, password: 'other' }, 'secret')).not.toBe(version)
  expect(sessionVersion({ ...owner, email: 'other@example.com' }, 'secret')).not.toBe(version)
  expect(sessionVersion(owner, 'other')).not.toBe(version)
})
