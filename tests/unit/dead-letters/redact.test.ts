import fc from 'fast-check'
import { LosslessNumber } from 'lossless-json'
import { expect, test } from 'vitest'
import { mostBytes, pruneMessage, writePayload } from '@/lib/dead-letters/redact'

const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)

test.each<[string, unknown, boolean]>([
  ['a small message', { a: [1, 'x', null, { b: new LosslessNumber('9007199254740993') }] }, false],
  ['40 levels', nested(40), false],
  ['100 levels', nested(100), true],
  ['a million levels', nested(1_000_000), true],
  ['a text of 60,000 characters', 'x'.repeat(60_000), false],
  ['a text of 70,000 characters', 'x'.repeat(70_000), true],
  ['a list of 100,000 numbers', Array.from({ length: 100_000 }, (_, i) => i), true],
  ['an object of 100,000 names', Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i])), true],
])('%s', (_name, given, cut) => {
  const pruned = pruneMessage(given)
  expect(pruned.cut).toBe(cut)
  if (!cut) expect(pruned.message).toEqual(given)
  expect(Buffer.byteLength(writePayload(pruned.message).payload)).toBeLessThanOrEqual(mostBytes)
})

test('a text that does not fit is left out whole', () => {
  expect(pruneMessage({ id: 1, text: 'x'.repeat(70_000) }).message).toEqual({ id: 1, text: '[cut]' })
})

test('a payload is measured in bytes, and cut between characters', () => {
  const { payload, cut } = writePayload('é'.repeat(40_000))
  expect(cut).toBe(true)
  expect(payload).toMatch(/^"é+\[cut\]$/)
})

test('names such as __proto__ stay data', () => {
  const message = JSON.parse('{"__proto__":{"x":1}}')
  expect(writePayload(pruneMessage(message).message).payload).toBe('{"__proto__":{"x":1}}')
})

test('any JSON that fits comes back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const { message, cut } = pruneMessage(value)
      expect(cut).toBe(false)
      expect(JSON.parse(writePayload(message).payload)).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
})
