import { describe, expect, test } from 'vitest'
import { activitySeries, joinActivity } from '@/components/metrics/activity'

const minute = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString()
const answer = (...values: (number | null)[]) => ({
  range: { series: [{ data_points: values.map((value, n) => ({ timestamp: minute(n), value })) }] },
  stepMs: 60_000,
  from: minute(0),
  to: minute(values.length),
  partialFrom: undefined,
})

describe('joinActivity', () => {
  const activity = joinActivity([
    { table: 'orders', data: answer(1, 2) },
    { table: 'payments', data: answer(5, null) },
  ])

  test('the busiest table is first', () =>
    expect(activity.tables.map(({ table }) => table)).toEqual(['payments', 'orders']))
  test('all tables together', () => expect(activity.points.map(({ value }) => value)).toEqual([6, 2]))
  test('the total', () => expect(activity.total).toBe(8))
  test('no table, no interval', () => expect(joinActivity([])).toMatchObject({ tables: [], total: 0, from: undefined }))
  test('a table without a series counts nothing', () =>
    expect(joinActivity([{ table: 'new', data: { ...answer(), range: { series: [] } } }]).total).toBe(0))
})

describe('activitySeries', () => {
  const many = joinActivity([4, 3, 2, 1].map((n) => ({ table: `t${n}`, data: answer(n, n) })))

  test('the busiest are named, all others are one', () =>
    expect(activitySeries(many, 2).map(({ name, points }) => [name, points.map(({ value }) => value)])).toEqual([
      ['t4', [4, 4]],
      ['t3', [3, 3]],
      ['__other__', [3, 3]],
    ]))

  test('one is not hidden behind "other"', () =>
    expect(activitySeries(many, 3).map(({ name }) => name)).toEqual(['t4', 't3', 't2', 't1']))
})
