import fc from 'fast-check'
import { LosslessNumber, parse } from 'lossless-json'
import { expect, test } from 'vitest'
import type { Image } from '@/lib/events/native'
import { prepareEvent } from '@/lib/events/prepare'
import { masker, native, rule } from './masker'

const telling = fc.constantFrom(
  'password',
  'email',
  'id',
  'note',
  '__proto__',
  'card',
  'name',
  'value',
  'phone',
  'a@b.co',
  '4111 1111 1111 1111',
  'password=',
  '"token":"',
  'hash:0123456789abcdef',
  '[masked]',
  'bearer ',
  'aBcD1234eFgH5678',
  '@',
  '.com',
  '=',
  '"',
  "'",
  '-----BEGIN PRIVATE KEY-----',
  'DE89370400440532013000',
  '+4917012345',
  'eyJhbGciOiJI.eyJzdWIi.',
  '://a:b@',
  '\\',
  ' ',
)
const text = fc
  .array(fc.oneof(telling, fc.string({ unit: 'binary', maxLength: 6 })), { maxLength: 6 })
  .map((parts) => parts.join(''))
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(new LosslessNumber('4111111111111111111')),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(telling, fc.string()), tie('value'), { maxKeys: 4 }),
  ),
}))
const image = fc.option(fc.dictionary(fc.oneof(telling, fc.string()), value, { maxKeys: 5 }) as fc.Arbitrary<Image>)

test('whatever is sent, masking throws nothing, twice is once, and JSON in is JSON out', () => {
  const tables = [rule('*', { mask: ['note'], hash: ['na*'], allow: ['value'] })]
  const masks = [masker(), masker(tables)]
  fc.assert(
    fc.property(image, image, image, (before, now, key) => {
      for (const { event, message } of masks) {
        const once = event(native({ before, after: now, key, detail: { metadata: before } }))
        expect(event(once)).toEqual(once)
        expect(() => parse(prepareEvent(once).afterText ?? 'null')).not.toThrow()
        const whole = message({ before, after: now }, { schema: '', table: 't' }, key)
        expect(message(whole, { schema: '', table: 't' }, key)).toEqual(whole)
      }
    }),
    { numRuns: 2000 },
  )
})
