import { describe, expect, test } from 'vitest'
import { readUrl, writeUrl } from '@/lib/sources/read-url'

describe('an address is read', () => {
  test.each([
    [
      'postgres://u:p@db.internal/shop',
      { host: 'db.internal', port: 5432, database: 'shop', user: 'u', tls: 'require' },
    ],
    ['postgresql://u:p@localhost:5433/shop', { host: 'localhost', port: 5433, tls: 'disable' }],
    ['postgres://u:p@127.0.0.1/shop?sslmode=require', { tls: 'require' }],
    ['postgres://u:p@h/d?sslmode=verify-full&channel_binding=require', { tls: 'verify-full' }],
    ['postgres://u:p@h/d?sslmode=disable', { tls: 'disable' }],
    ['postgres://a%40b:p%2F%23@h/my%20shop', { user: 'a@b', password: 'p/#', database: 'my shop' }],
    ['  postgres://u@h/d\n', { password: null }],
  ])('%s', (text, wanted) => {
    expect(readUrl(text)).toMatchObject({ connection: wanted })
  })
})

describe('what is none says what would be right', () => {
  test.each([
    ['shop', 'expected an address'],
    ['mysql://u:p@h/d', 'expected an address'],
    ['postgres://u:p/w@h/d', 'in a password'],
    ['postgres://u:p@h', 'names no database'],
    ['postgres://h/d', 'names no user'],
    ['postgres://u:p@/d', 'is no address'],
    ['postgres://u:p@h/d?host=/tmp', 'host is not taken'],
    ['postgres://u:p@h/d?sslkey=/etc/shadow', 'sslkey is not taken'],
    ['postgres://u:p@h/d?sslmode=maybe', 'sslmode maybe is not one of'],
    ['postgres://u:100%@h/d', 'write % as %25'],
    ['postgres://u%0D%0Aget:p@h/d', 'control character'],
    ['postgres://u:p@h/d%00', 'control character'],
  ])('%s', (text, words) => {
    expect((readUrl(text) as { wrong: string }).wrong).toContain(words)
  })
})

test('what is written is read back', () => {
  const connection = { host: '[::1]', port: 6432, database: 'a b', user: 'u:x', password: '@/#%?' }
  expect(readUrl(writeUrl(connection))).toMatchObject({ connection })
})
