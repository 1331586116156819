import { describe, expect, it } from 'vitest'
import { barsOfStacks } from '@/components/charts/prepare-bars'
import { stackRows } from '@/lib/dashboards/stack'
import type { MetricValue } from '@/lib/metrics/contract'

const answer = (rows: [string, string, number | null][]): MetricValue => ({
  ...{ metric: 'm', aggregation: 'sum', from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T00:00:00.000Z', value: 0 },
  series: rows.map(([country, status, value]) => ({
    metric: 'm',
    labels: { country, status },
    value,
    data_points: [],
  })),
})
const rows: [string, string, number | null][] = [
  ['DE', 'paid', 5],
  ['DE', 'open', 3],
  ['FR', 'paid', 10],
  ['IT', 'open', 1],
  ['IT', 'lost', null],
]

describe('stackRows', () => {
  it('has categories by the first label, in parts by the others, largest first', () => {
    const { stacks, names } = stackRows(answer(rows), 'country,status', 9)
    expect(stacks).toEqual([
      { label: 'FR', total: 10, values: { paid: 10 } },
      { label: 'DE', total: 8, values: { paid: 5, open: 3 } },
      { label: 'IT', total: 1, values: { open: 1 } },
    ])
    expect(names).toEqual(['paid', 'open'])
  })
  it('adds up what is beyond the most, last of all', () => {
    const { stacks, names } = stackRows(answer([...rows, ['ES', 'paid', 90]]), 'country,status', 1, 1)
    expect(stacks.map(({ label, total }) => [label, total])).toEqual([
      ['ES', 90],
      ['__other__', 19],
    ])
    expect(stacks[1]?.values).toEqual({ paid: 15, __other__: 4 })
    expect(names).toEqual(['paid', '__other__'])
  })
})

describe('barsOfStacks', () => {
  const { stacks, names } = stackRows(
    answer([
      ['DE', 'paid', 5],
      ['DE', 'back', -2],
    ]),
    'country,status',
    9,
  )
  it('reaches as far as its parts on either side of zero', () => {
    expect(barsOfStacks(stacks, names).ends).toEqual([5, -2])
  })
  it('draws a part in the colour that was chosen for it', () => {
    const [first, second] = barsOfStacks(stacks, names, { paid: 7 }).series
    expect(first).toEqual({ name: 'paid', color: 'var(--chart-7)' })
    expect(second?.color).toBe('var(--chart-1)')
  })
})
