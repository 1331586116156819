import { expect, test } from 'vitest'
import { chartSignature, maySeeChart } from '@/lib/alerts/chart-link'
import { isSealedWith, seal, unseal } from '@/lib/alerts/seal'
import { sealAsBefore } from '@/tests/support/sealed'

const [now, earlier] = ['the secret of now', 'the secret of before'] as const
const place = 'channel token'

test.each([
  ['sealed with the secret of now', seal('xoxb', [now], place)],
  ['sealed with an earlier one', seal('xoxb', [earlier], place)],
  ['sealed by an earlier version, with the secret of now', sealAsBefore('xoxb', now, place)],
  ['sealed by an earlier version, with an earlier secret', sealAsBefore('xoxb', earlier, place)],
])('what was %s opens', (_name, sealed) => expect(unseal(sealed, [now, earlier], place)).toBe('xoxb'))

const sealed = seal('xoxb', [earlier], place)
const changed = sealed.replace(/.$/s, '').replace(/.(?=.{8}$)/s, (letter) => (letter === 'A' ? 'B' : 'A'))
test.each([
  ['without the secret', sealed, [now], place],
  ['of an earlier version without the secret', sealAsBefore('xoxb', earlier, place), [now], place],
  ['in another place', sealed, [now, earlier], 'channel secret'],
  ['that was changed', changed, [now, earlier], place],
  ['that says another key', sealed.replace(/^v2\.[^.]+/, seal('x', [now], place).slice(0, 11)), [now, earlier], place],
  ['of no version', 'v3.a.b.c', [now, earlier], place],
  ['of nothing', '', [now, earlier], place],
])('a text %s does not', (_name, text, secrets, where) => expect(unseal(text, secrets, where)).toBeNull())

test('a sealed text says which key it was sealed with, and nothing of the secret', () => {
  expect([isSealedWith(sealed, earlier), isSealedWith(sealed, now)]).toEqual([true, false])
  expect(isSealedWith(sealAsBefore('xoxb', now, place), now)).toBe(false)
  expect(sealed.split('.')[1]).toMatch(/^[\w-]{8}$/)
  expect(seal('a', [now], place)).not.toBe(seal('a', [now], place))
})

test('a chart signed with an earlier secret is shown while that one is listed', () => {
  const at = new Date('2026-03-01T00:00:00Z')
  const signature = chartSignature('alert', earlier, at)
  expect(maySeeChart('alert', signature, [now, earlier], at)).toBe(true)
  expect(maySeeChart('alert', signature, [now], at)).toBe(false)
})
