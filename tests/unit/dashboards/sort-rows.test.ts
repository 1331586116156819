import { describe, expect, it } from 'vitest'
import { nextSort, sortRows } from '@/lib/dashboards/sort-rows'

describe('sortRows', () => {
  for (const row of [
    { name: 'figures by size, sent as text or not', values: ['10', 9, '2.5'], up: ['2.5', 9, '10'] },
    { name: 'words by the alphabet', values: ['b', 'a', 'c'], up: ['a', 'b', 'c'] },
    { name: 'nothing last', values: [null, 2, undefined, 1], up: [1, 2, null, undefined] },
  ]) {
    it(row.name, () => expect(sortRows(row.values, false, (value) => value)).toEqual(row.up))
  }
  it('keeps nothing last the other way around', () => {
    expect(sortRows([null, 1, 2], true, (value) => value)).toEqual([2, 1, null])
  })
  it('keeps the order of what is alike and changes nothing that it is given', () => {
    const rows = [
      { id: 1, at: 'x' },
      { id: 2, at: 'x' },
    ]
    expect(sortRows(rows, true, ({ at }) => at).map(({ id }) => id)).toEqual([1, 2])
    const given = [2, 1]
    sortRows(given, false, (value) => value)
    expect(given).toEqual([2, 1])
  })
})

it('goes up, down and back to how it was', () => {
  const up = nextSort(null, 'total')
  const down = nextSort(up, 'total')
  expect([up, down, nextSort(down, 'total')]).toEqual([
    { column: 'total', descending: false },
    { column: 'total', descending: true },
    null,
  ])
  expect(nextSort(down, 'id')).toEqual({ column: 'id', descending: false })
})
