import { LosslessNumber } from 'lossless-json'
import { describe, expect, test } from 'vitest'
import { createMask } from '@/lib/events/mask'
import type { Image, NativeEvent } from '@/lib/events/native'
import { prepareEvent } from '@/lib/events/prepare'
import { pseudonymKeyOf } from '@/lib/events/pseudonym'
import { masker, native, rule } from './masker'

const { event: mask } = masker()
const after = (image: Image) => mask(native({ after: image })).after
const pseudonym = expect.stringMatching(/^hash:[0-9a-f]{16}$/)

describe('by name', () => {
  test.each<[string, Image, Image]>([
    ['a password', { password: 'x' }, { password: '[masked]' }],
    ['a number', { pin: 1234 }, { pin: '[masked]' }],
    [
      'a number that a double cannot hold',
      { card_number: new LosslessNumber('41111111111111111') },
      { card_number: '[masked]' },
    ],
    ['an address', { email: 'bob@example.com' }, { email: pseudonym }],
    ['what is no address but is called one', { email: 'bob' }, { email: pseudonym }],
    ['null, which says nothing', { password: null, email: null }, { password: null, email: null }],
    ['the empty text', { password: '', email: '' }, { password: '', email: '' }],
    ['true and false', { password: true, email: false }, { password: true, email: false }],
    ['a device in a column for numbers', { mobile: 'ios', phone: 'iPhone 12' }, { mobile: 'ios', phone: 'iPhone 12' }],
    ['a telephone number', { mobile: '0170 1234567', phone: 491701234567 }, { mobile: pseudonym, phone: pseudonym }],
    [
      'all of a list',
      { tokens: ['a'], cookies: ['a', { b: 'c' }] },
      { tokens: ['a'], cookies: ['[masked]', { b: '[masked]' }] },
    ],
    [
      'all of an object',
      { session: { id: 's', at: 7, on: true } },
      { session: { id: '[masked]', at: '[masked]', on: true } },
    ],
    [
      'names further down',
      { user: [{ profile: { email: 'a@b.co', age: 7 } }] },
      { user: [{ profile: { email: pseudonym, age: 7 } }] },
    ],
    [
      'a name and its value',
      { fields: [{ name: 'password', value: 'x' }] },
      { fields: [{ name: 'password', value: '[masked]' }] },
    ],
    [
      'a name and another value',
      { fields: [{ name: 'colour', value: 'red' }] },
      { fields: [{ name: 'colour', value: 'red' }] },
    ],
  ])('%s', (_name, given, expected) => expect(after(given)).toEqual(expected))
})

describe('by value', () => {
  test.each<[string, Image, Image]>([
    ['a card in a note', { note: 'it is 4111 1111 1111 1111' }, { note: 'it is [masked]' }],
    ['an address in a note', { note: 'of bob@example.com' }, { note: expect.stringMatching(/^of hash:[0-9a-f]{16}$/) }],
    ['a number of a card where the name hints at one', { card: 4111111111111111 }, { card: '[masked]' }],
    ['the same number anywhere else', { amount: 4111111111111111 }, { amount: 4111111111111111 }],
    ['the same digits in a column of ids', { external_id: '4111111111111111' }, { external_id: '4111111111111111' }],
    ['a secret further down', { a: [[{ b: 'password=x' }]] }, { a: [[{ b: 'password=[masked]' }]] }],
  ])('%s', (_name, given, expected) => expect(after(given)).toEqual(expected))
})

test('an event with nothing to mask is the same object, and so is one with the mask switched off', () => {
  const event = native({ before: { id: 1, deep: [{ a: 1 }] }, detail: { metadata: { server: 'a' } } })
  expect(mask(event)).toBe(event)
  const secret = native({ after: { password: 'x' } })
  expect(createMask({ enabled: false, tables: [] }, pseudonymKeyOf('a secret of the tests')).event(secret)).toBe(secret)
})

test('what was sent is not changed', () => {
  const sent = native({ after: { password: 'x', deep: { email: 'a@b.co', list: ['a@b.co'] } } })
  const copy = structuredClone(sent)
  mask(sent)
  expect(sent).toEqual(copy)
})

test('a column called __proto__ is one like any other', () => {
  const image = JSON.parse('{"__proto__":{"password":"x"},"constructor":{"email":"a@b.co"}}')
  const masked = after(image) as Image
  expect(JSON.stringify(masked)).toMatch(/^\{"__proto__":\{"password":"\[masked\]"\},"constructor":\{"email":"hash:/)
  expect(Object.getPrototypeOf(masked)).toBe(Object.prototype)
})

describe('pseudonyms', () => {
  const of = (value: unknown, secret?: string, table = 'customers') =>
    masker([], secret).event(native({ table, after: { email: value } })).after?.email

  test('are equal for equal values, in every table, as text and as number', () => {
    expect(of('a@b.co')).toBe(of('a@b.co', undefined, 'orders'))
    expect(of(7)).toBe(of('7'))
    expect(of('a@b.co')).not.toBe(of('a@b.cp'))
  })

  test('are others under another secret', () => expect(of('a@b.co', 'another secret of them')).not.toBe(of('a@b.co')))

  test('of ten thousand addresses are ten thousand', () => {
    const one = masker().event
    const made = Array.from({ length: 10_000 }, (_, i) => one(native({ after: { email: `u${i}@b.co` } })).after?.email)
    expect(new Set(made).size).toBe(10_000)
  })
})

describe('the key of a row', () => {
  const keyed = (more: Partial<NativeEvent>) => prepareEvent(mask(native(more)))

  test('that is masked stays apart from others, and in both images alike', () => {
    const one = keyed({ key: { token: 'a' }, before: { token: 'a', n: 1 }, after: { token: 'a', n: 2 } })
    const other = keyed({ key: { token: 'b' }, after: { token: 'b' } })
    expect(one.rowKey).toMatch(/^\{"token":"hash:[0-9a-f]{16}"\}$/)
    expect(one.rowKey).not.toBe(other.rowKey)
    expect([one.before?.token, one.after?.token]).toEqual([one.key?.token, one.key?.token])
  })

  test('that is guessed too, whatever its value looks like', () => {
    const one = keyed({ after: { id: '4111 1111 1111 1111' } })
    expect(one.rowKey).toMatch(/^\{"id":"hash:[0-9a-f]{16}"\}$/)
  })

  test('that is marked by a rule too', () => {
    const tables = [rule('*', { mask: ['*'] })]
    const masked = masker(tables).event(native({ after: { id: 1, amount: 2 } })).after
    expect(masked).toEqual({ id: pseudonym, amount: '[masked]' })
  })

  test('an event without an id gets the same one when its masked form is sent', () => {
    const sent = native({ key: { token: 'a' }, after: { token: 'a', password: 'x', email: 'a@b.co' } })
    const first = prepareEvent(mask(sent))
    expect(prepareEvent(mask(mask(sent)))).toEqual(first)
  })
})

test('metadata is masked, the text of a schema change is not', () => {
  const detail = {
    metadata: { api_key: 'x', server: 'a' },
    ddl_command: "create user bob password 'x'",
    position: { lsn: 1 },
  }
  expect(mask(native({ detail })).detail).toEqual({ ...detail, metadata: { api_key: '[masked]', server: 'a' } })
})
