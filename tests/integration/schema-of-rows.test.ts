import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'
import { at, changesOf, sendRows, tableAt, wordsOf, written } from '@/tests/support/schemas'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

describe('rows alone', () => {
  const usual = (index: number) => ({ id: index, amount: 10 + index, state: index % 2 ? 'open' : 'paid' })

  test('teach the columns, and tell of one that comes, of another kind, and of nulls', async () => {
    await sendRows('sales', 120, 0, usual)
    expect((await tableAt('-', 'public', 'sales')).data.columns.map(({ name, type }) => [name, type])).toEqual([
      ['id', 'number'],
      ['amount', 'number'],
      ['state', 'string'],
    ])
    expect(await changesOf('sales')).toEqual([])
    await sendRows('sales', 10, 200, (index) => ({ ...usual(index + 200), coupon: 'A' }))
    await sendRows('sales', 30, 300, (index) => ({ ...usual(index + 300), amount: `${index} EUR`, coupon: 'A' }))
    await sendRows('sales', 5, 400, (index) => ({ ...usual(index + 400), amount: 'x', state: null, coupon: 'A' }))
    const found = await changesOf('sales')
    expect(found.map(({ words, origin }) => [words, origin])).toEqual([
      ['sales.coupon was added (string)', 'inferred'],
      ['sales.amount became string (was number)', 'inferred'],
      ['sales.state may be null', 'inferred'],
    ])
    expect(found.map((one) => one.at)).toEqual([at(209), at(329), at(404)])
  })

  test('drop a column only once it is gone from all rows for long', async () => {
    await sendRows('visits', 150, 0, usual)
    await sendRows('visits', 150, 200, (index) => ({ id: index + 200, amount: 5 }))
    expect(await changesOf('visits')).toEqual([])
    await sendRows('visits', 100, 1000, (index) => ({ id: index + 1000, amount: 5 }))
    expect(await wordsOf('visits')).toEqual(['visits.state was dropped (string)'])
  })

  test('that are sparse drop nothing', async () => {
    const sparse = (index: number) => ({
      id: index,
      ...(index % 3 ? {} : { colour: 'red' }),
      ...(index % 50 ? {} : { rare: 1 }),
    })
    await sendRows('things', 300, 0, sparse)
    await sendRows('things', 300, 1000, (index) => ({ id: index + 1000 }))
    expect(await changesOf('things')).toEqual([])
  })

  test('of an UPDATE that leaves large columns out are no drop', async () => {
    await sendRows('pages', 150, 0, (index) => ({ id: index, body: 'long' }))
    const updates = Array.from({ length: 300 }, (_, index) => ({
      ...insertEvent({ table: 'pages', timestamp: at(1000 + index), after: { id: index } }),
      type: 'UPDATE',
      key: { id: index },
    }))
    await ingest(updates)
    await written()
    expect(await changesOf('pages')).toEqual([])
  })
})
