import { expect, test } from 'vitest'
import { FreshLookup } from '@/lib/access/fresh-lookup'

/** A place to look things up in, answered by hand. */
function makePlace() {
  const looks: { key: string; answer(value: string): void; fail(error: Error): void }[] = []
  const lookup = new FreshLookup<string>(
    (key) => new Promise((resolve, reject) => looks.push({ key, answer: resolve, fail: reject })),
  )
  return { looks, lookup }
}
const settle = () => new Promise((resolve) => setImmediate(resolve))

test('whoever asks while a look is on its way gets one that began afterwards, and shares it', async () => {
  const { looks, lookup } = makePlace()
  const first = lookup.ask('a')
  const later = [lookup.ask('a'), lookup.ask('a'), lookup.ask('a')]
  expect(looks).toHaveLength(1)
  looks[0]!.answer('before')
  expect(await first).toBe('before')
  await settle()
  expect(looks).toHaveLength(2)
  const last = lookup.ask('a')
  looks[1]!.answer('after')
  expect(await Promise.all(later)).toEqual(['after', 'after', 'after'])
  await settle()
  expect(looks).toHaveLength(3)
  looks[2]!.answer('at last')
  expect(await last).toBe('at last')
})

test('each key is looked up by itself, and nothing is kept', async () => {
  const { looks, lookup } = makePlace()
  const both = [lookup.ask('a'), lookup.ask('b')]
  expect(looks.map(({ key }) => key)).toEqual(['a', 'b'])
  for (const { key, answer } of looks) answer(key)
  expect(await Promise.all(both)).toEqual(['a', 'b'])
  void lookup.ask('a')
  expect(looks).toHaveLength(3)
})

test('a look that fails fails those who waited for it, not those after', async () => {
  const { looks, lookup } = makePlace()
  const first = lookup.ask('a')
  const second = lookup.ask('a')
  looks[0]!.fail(new Error('gone'))
  await expect(first).rejects.toThrow('gone')
  await settle()
  looks[1]!.answer('back')
  expect(await second).toBe('back')
})
