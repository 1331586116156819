import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { PreparedEvent } from '@/lib/events/prepare'
import { UnderWay } from '@/lib/events/under-way'
import { event } from '@/tests/support/open-writer'

const about = (id: string, own: Partial<PreparedEvent> = {}): PreparedEvent => ({ ...event(id), ...own })
const insert = (id: string) => about(id)
const update = (id: string) => about(id, { type: 'UPDATE' })

/** Begins groups one after another, and tells which have begun while none has ended. */
async function begin(groups: PreparedEvent[][]) {
  const underWay = new UnderWay()
  const begun: number[] = []
  const ends: ((fails?: Error) => void)[] = []
  const done = groups.map((events, index) =>
    underWay
      .run(events, () => {
        begun.push(index)
        return new Promise<void>((resolve, reject) => {
          ends[index] = (error) => (error ? reject(error) : resolve())
        })
      })
      .catch((error: Error) => error.message),
  )
  await turn()
  return { begun, ends, done }
}

describe('groups under way', () => {
  test.each<[string, PreparedEvent[][], number[]]>([
    ['other rows: at once', [[insert('a')], [update('b')]], [0, 1]],
    ['the same id in another table: at once', [[insert('a')], [about('a', { type: 'UPDATE', table: 'fees' })]], [0, 1]],
    ['rows that begin: at once', [[insert('a')], [insert('a')]], [0, 1]],
    ['a row that another begins: waits', [[insert('a')], [update('a')]], [0]],
    ['a row that another changes: waits', [[update('a')], [insert('b'), update('a')]], [0]],
    [
      'the key that another took from a row: waits',
      [[about('b', { type: 'UPDATE', oldRowKey: '{"id":"a"}' })], [update('a')]],
      [0],
    ],
    ['a third waits for the second', [[update('a')], [update('a'), update('b')], [update('b')]], [0]],
  ])('%s', async (_, groups, begun) => {
    expect((await begin(groups)).begun).toEqual(begun)
  })

  test.each([[undefined], [new Error('no database')]])(
    'what waited goes on when the other ended (%s)',
    async (error) => {
      const { begun, ends, done } = await begin([[update('a')], [update('a')]])
      ends[0]!(error)
      await done[0]
      await turn()
      expect(begun).toEqual([0, 1])
      ends[1]!()
      expect(await done[1]).toBeUndefined()
    },
  )
})
