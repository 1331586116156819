import { setImmediate as turn } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { batch, codes, openWriter } from '@/tests/support/open-writer'

test('after a small group the next waits for as many to come again, and for no longer than a moment', async () => {
  const { writer, groups } = openWriter({ returnMs: 30 })
  const first = [writer.submit(batch('a', 1)), writer.submit(batch('b', 1))]
  await turn()
  await groups[0]!.end()
  await Promise.all(first)
  const again = writer.submit(batch('c', 1))
  await turn()
  expect(groups).toHaveLength(1)
  const other = writer.submit(batch('d', 1))
  await turn()
  expect(groups[1]?.ids).toEqual(['c0', 'd0'])
  await groups[1]!.end()
  await Promise.all([again, other])
  const late = writer.submit(batch('e', 1))
  await vi.waitFor(() => expect(groups[2]?.ids).toEqual(['e0']))
  const last = late.then(codes)
  await groups[2]!.end()
  expect(await last).toEqual(['e0'])
})
