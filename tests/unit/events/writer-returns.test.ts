import { setImmediate as turn } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { batch, codes, openWriter } from '@/tests/support/open-writer'

test('after a small group the next waits for nearly as many to come again, and for no longer than a moment', async () => {
  const { writer, groups } = openWriter({ returnMs: 30 })
  const first = Array.from({ length: 10 }, (_, place) => writer.submit(batch(`a${place}-`, 1)))
  await turn()
  await groups[0]!.end()
  await Promise.all(first)
  const again = Array.from({ length: 8 }, (_, place) => writer.submit(batch(`e${place}-`, 1)))
  await turn()
  expect(groups).toHaveLength(1)
  const other = writer.submit(batch('f', 1))
  await turn()
  expect(groups[1]?.ids).toHaveLength(9)
  await groups[1]!.end()
  await Promise.all([...again, other])
  const late = writer.submit(batch('g', 1))
  await vi.waitFor(() => expect(groups[2]?.ids).toEqual(['g0']))
  const last = late.then(codes)
  await groups[2]!.end()
  expect(await last).toEqual(['g0'])
})

test('beside a small group another starts that is as large, so that one is read while the other is stored', async () => {
  const { writer, groups } = openWriter({ inFlight: 2, overlapEvents: 200, returnMs: 30 })
  const answers = [writer.submit(batch('a', 2))]
  await turn()
  answers.push(writer.submit(batch('b', 1)))
  await turn()
  expect(groups.map(({ ids }) => ids)).toEqual([['a0', 'a1']])
  answers.push(writer.submit(batch('c', 1)))
  await turn()
  expect(groups.map(({ ids }) => ids)).toEqual([
    ['a0', 'a1'],
    ['b0', 'c0'],
  ])
  for (const group of groups) await group.end()
  await Promise.all(answers)
})
