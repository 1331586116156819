import { expect, test } from 'vitest'
import { roles, scopes } from '@/lib/access/access-words'
import { may, permissionNames, permissionsOf, reaches } from '@/lib/access/permissions'
import { requirePermission } from '@/lib/access/require'

test('each role may what those below may', () => {
  const sets = roles.map((role) => permissionsOf({ kind: 'user', role }))
  for (const [at, set] of sets.entries()) {
    expect(set).toEqual(expect.arrayContaining(sets[at - 1] ?? []))
  }
  expect(sets[0]).toEqual(['self', 'read', 'account'])
  expect(sets[1]).toEqual(['self', 'read', 'account', 'ingest', 'write'])
  expect(sets[3]).toEqual(permissionNames.filter((name) => name !== 'cron'))
})

test.each([
  ['ingest', ['self', 'ingest']],
  ['read', ['self', 'read']],
  ['write', ['self', 'read', 'write']],
  ['admin', ['self', 'read', 'ingest', 'write', 'channels', 'sources', 'keys', 'audit']],
  ['cron', ['self', 'cron']],
] as const)('a key to %s may %j', (scope, permitted) => {
  expect(permissionsOf({ kind: 'key', scopes: [scope] })).toEqual(permitted)
})

test('nobody else may anything, and no key may what takes a person', () => {
  expect(permissionsOf({ kind: 'anonymous' })).toEqual([])
  expect(permissionsOf({ kind: 'user' })).toEqual([])
  expect(permissionsOf({ kind: 'key' })).toEqual([])
  expect(may({ kind: 'key', scopes }, 'people')).toBe(false)
  expect(may({ kind: 'local' }, 'cron')).toBe(false)
})

test('a refusal says what it would take', () => {
  const viewer = { kind: 'user', name: 'v@example.com', role: 'viewer' } as const
  expect(() => requirePermission(viewer, 'write')).toThrow(/needs the role editor or admin or owner/)
  const sender = { kind: 'key', name: 'k', scopes: ['ingest'] } as const
  expect(() => requirePermission(sender, 'read')).toThrow(/needs an API key with the scope read or write or admin/)
  expect(() => requirePermission(sender, 'people')).toThrow(/a person who is signed in/)
})

test('nobody reaches above themselves', () => {
  expect(reaches('admin', 'owner')).toBe(false)
  expect(reaches('admin', 'admin')).toBe(true)
  expect(reaches('owner', 'viewer')).toBe(true)
})
