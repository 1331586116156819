import { expect, test } from 'vitest'
import { sampleColumns, spread } from '@/lib/quality/sample-columns'

test('a column has its newest different values, how many are missing, and how its numbers spread', () => {
  const rows = Array.from({ length: 20 }, (_, at) => ({ id: at, price: `${at}.5`, note: at < 5 ? null : { n: at } }))
  const sampled = sampleColumns(rows)
  expect(sampled.get('id')).toMatchObject({ rows: 20, nulls: 0, examples: ['0', '1', '2', '3', '4'] })
  expect(sampled.get('price')!.distribution.map(({ count }) => count)).toEqual(Array(10).fill(2))
  expect(sampled.get('note')).toMatchObject({ nulls: 5, distribution: [] })
  expect(sampled.get('note')!.examples[0]).toBe('{"n":5}')
})

test('what does not spread has no bins, and long texts are cut', () => {
  expect(spread([3, 3])).toEqual([])
  expect(spread([])).toEqual([])
  const [example] = sampleColumns([{ text: 'x'.repeat(200) }]).get('text')!.examples
  expect(example).toHaveLength(60)
})
