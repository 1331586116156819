import { expect, test } from 'vitest'
import { cookieNames, isSecure, readCookie } from '@/lib/access/session-cookie'

test.each<[string, string | null, boolean]>([
  ['nobody says', null, false],
  ['http', 'http', false],
  ['https', 'https', true],
  ['https at the first of two proxies', 'https, http', true],
  ['http at the first of two proxies', 'http,https', false],
])('secure: %s', (_name, proto, secure) => {
  expect(isSecure(new Headers(proto === null ? {} : { 'x-forwarded-proto': proto }))).toBe(secure)
})

test('over https the cookies are bound to the host', () => {
  expect(cookieNames(false).session).toBe('datawatch.session')
  expect(cookieNames(true).session).toBe('__Host-datawatch.session')
})

test.each<[string, string | null, string | null]>([
  ['none', null, null],
  ['among others', 'a=1; datawatch.session=xyz; b=2', 'xyz'],
  ['with = inside', 'datawatch.session=x==', 'x=='],
  ['a longer name', 'datawatch.session2=xyz', null],
  ['a name without a value', 'datawatch.session', null],
])('cookie: %s', (_name, cookie, value) => {
  expect(readCookie(new Headers(cookie === null ? {} : { cookie }), 'datawatch.session')).toBe(value)
})
