import { describe, expect, it } from 'vitest'
import { toneAt, zonesOf } from '@/lib/dashboards/thresholds'

const thresholds = [
  { value: 90, tone: 'bad' },
  { value: 0, tone: 'good' },
  { value: 70, tone: 'warning' },
] as const

describe('toneAt', () => {
  for (const row of [
    { name: 'below all', value: -1, is: null },
    { name: 'exactly at the lowest', value: 0, is: 'good' },
    { name: 'between two', value: 89.9, is: 'warning' },
    { name: 'above all', value: 1e9, is: 'bad' },
    { name: 'nothing', value: null, is: null },
  ]) {
    it(row.name, () => expect(toneAt(row.value, [...thresholds])).toBe(row.is))
  }
  it('has none without thresholds', () => expect(toneAt(5)).toBeNull())
})

describe('zonesOf', () => {
  it('reaches from each threshold to the next, within the bounds', () => {
    expect(zonesOf([...thresholds], 10, 100)).toEqual([
      { from: 10, to: 70, tone: 'good' },
      { from: 70, to: 90, tone: 'warning' },
      { from: 90, to: 100, tone: 'bad' },
    ])
  })
  it('leaves out what lies outside', () => {
    expect(zonesOf([...thresholds], 0, 50)).toEqual([{ from: 0, to: 50, tone: 'good' }])
    expect(zonesOf([{ value: 500, tone: 'bad' }], 0, 100)).toEqual([])
  })
})
