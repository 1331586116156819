import { expect, test } from 'vitest'
import { hashApiKey, isApiKey, makeApiKey, startOfKey } from '@/lib/access/api-key'

test('a key is dw_, random and a checksum, and never the same', () => {
  const keys = Array.from({ length: 200 }, makeApiKey)
  expect(new Set(keys).size).toBe(200)
  for (const key of keys) {
    expect(key).toMatch(/^dw_[0-9A-Za-z]{38}$/)
    expect(isApiKey(key)).toBe(true)
    expect(key.startsWith(startOfKey(key))).toBe(true)
  }
  expect(hashApiKey(keys[0]!)).toMatch(/^[0-9a-f]{64}$/)
})

test('a typing error is told by the checksum', () => {
  const key = makeApiKey()
  const wrong = [...key].map((letter, at) => key.slice(0, at) + (letter === 'x' ? 'y' : 'x') + key.slice(at + 1))
  expect(wrong.filter(isApiKey)).toEqual([])
  expect([key.slice(1), `${key}0`, '', 'dw_', key.replace('_', '-')].filter(isApiKey)).toEqual([])
})
