import { describe, expect, test } from 'vitest'
import { readFormula } from '@/lib/metrics/formula/check'
import { evaluate, type Scope } from '@/lib/metrics/formula/evaluate'
import type { Vector } from '@/lib/metrics/formula/vector'
import { layGrid, wholeGrid } from '@/lib/metrics/grid'

const hour = 3_600_000
const start = Date.UTC(2026, 2, 1)
const tz = 'Australia/Lord_Howe'

type Series = { labels: Record<string, string>; at(hours: number): number | null }
const constant = (value: number | null, labels = {}): Series => ({ labels, at: () => value })
const paid = { status: 'paid', type: 'x' }
const open = { status: 'open', type: 'x' }
/** Values by the number of hours since `start`; zero and below are before the interval. */
const metrics: Record<string, Series[]> = {
  tenth: [constant(0.1)],
  fifth: [constant(0.2)],
  zero: [constant(0)],
  none: [constant(null)],
  hours: [{ labels: {}, at: (n) => n }],
  gap: [{ labels: {}, at: (n) => (n === 1 ? null : n + 1) }],
  total: [constant(10)],
  states: [constant(4, paid), constant(6, open)],
  paid_only: [constant(2, paid)],
}

const read: Scope['read'] = async ({ name }, { grid, groupBy }) => {
  const series = metrics[name]!
  const names = groupBy.filter((label) => label in series[0]!.labels)
  const groups = new Map<string, Vector['groups'][number]>()
  for (const { labels, at } of series) {
    const own = Object.fromEntries(names.map((label) => [label, labels[label]!]))
    const points = grid.starts.map((time) => at((time - start) / hour))
    const group = groups.get(JSON.stringify(own))
    groups.set(JSON.stringify(own), {
      labels: own,
      points: group ? group.points.map((value, i) => (value ?? 0) + (points[i] ?? 0)) : points,
    })
  }
  return { names, groups: [...groups.values()], empty: grid.starts.map(() => 0) }
}

const scopeOf = (text: string, grid = layGrid({ from: start, to: start + 3 * hour }, hour, tz)): Scope => ({
  text,
  grid,
  tz,
  groupBy: [],
  where: [],
  read,
})
const run = (text: string) => evaluate(readFormula(text), scopeOf(text))

describe('one line', () => {
  test.each<[string, string, (number | null)[]]>([
    ['a sum is exact', 'tenth + fifth', [0.3, 0.3, 0.3]],
    ['so is a difference', 'tenth + fifth - 0.3', [0, 0, 0]],
    ['percent', 'states / total * 100', [100, 100, 100]],
    ['over zero', 'total / zero', [null, null, null]],
    ['zero over zero', 'ratio(zero, zero)', [null, null, null]],
    ['a power beyond all numbers', 'total ^ 400', [null, null, null]],
    ['a root of less than nothing', '(-total) ^ 0.5', [null, null, null]],
    ['nothing spreads', 'none + total', [null, null, null]],
    ['coalesce', 'coalesce(total / zero, 0)', [0, 0, 0]],
    ['minus', '-hours', [0, -1, -2]],
    ['abs', 'abs(hours - 1)', [1, 0, 1]],
    ['clamp', 'clamp(hours, 0.5, 1)', [0.5, 1, 1]],
    ['min2', 'min2(hours, 1)', [0, 1, 1]],
    ['max2', 'max2(hours, 1)', [1, 1, 2]],
    ['a mean over steps before the interval', 'moving_avg(hours, 3)', [-1, 0, 1]],
    ['a mean of one', 'moving_avg(hours, 1)', [0, 1, 2]],
    ['a mean passes over gaps', 'moving_avg(gap, 2)', [0.5, 1, 3]],
    ['a change by percent, from before the interval', 'percent_change(hours + 2)', [100, 50, (1 / 3) * 100]],
    ['a change from nothing', 'percent_change(hours)', [100, null, 100]],
    ['so far', 'cumulative(hours)', [0, 1, 3]],
    ['so far passes over gaps', 'cumulative(gap)', [1, 1, 4]],
    ['so far begins with the interval', 'moving_avg(cumulative(total), 2)', [10, 15, 25]],
    ['a day before', 'hours - shift(hours, 1d)', [24, 24, 24]],
    ['twice', 'shift(shift(hours, 1h), 30m)', [-1.5, -0.5, 0.5]],
    ['a mean of what was', 'moving_avg(shift(hours, 1h), 2)', [-1.5, -0.5, 0.5]],
    ['what the mean was', 'shift(moving_avg(hours, 2), 1h)', [-1.5, -0.5, 0.5]],
    ['per second', 'rate(total * 360)', [1, 1, 1]],
  ])('%s', async (_name, text, expected) => {
    const { names, groups } = await run(text)
    expect([names, groups]).toEqual([[], [{ labels: {}, points: expected }]])
  })

  test('a shift over a change of the clock is a day of the clock', async () => {
    const at = Date.UTC(2026, 3, 5, 2)
    const text = 'hours - shift(hours, 1d)'
    const vector = await evaluate(readFormula(text), scopeOf(text, wholeGrid({ from: at, to: at + hour })))
    expect(vector.groups[0]?.points).toEqual([24.5])
  })
})

describe('groups', () => {
  test.each<[string, string, Record<string, number | null>]>([
    ['each by itself', 'states * 2 by (status)', { paid: 8, open: 12 }],
    ['a share of what has no such label', 'states / total by (status)', { paid: 0.4, open: 0.6 }],
    ['a share of the whole', '(states by (status)) / states', { paid: 0.4, open: 0.6 }],
    ['the other way round', 'total - states by (status)', { paid: 6, open: 4 }],
    ['a group that one lacks', 'states + paid_only by (status)', { paid: 6, open: 6 }],
    ['a group that one lacks, divided by', 'states / paid_only by (status)', { paid: 2, open: null }],
    ['a number', '1 + states by (status)', { paid: 5, open: 7 }],
  ])('%s', async (_name, text, expected) => {
    const { groups } = await run(text)
    expect(Object.fromEntries(groups.map(({ labels, points }) => [labels.status, points[0]]))).toEqual(expected)
  })

  test('by more labels go with those by fewer of them', async () => {
    const { names, groups } = await run('(states by (type, status)) / (states by (type))')
    expect([names, groups.map(({ points }) => points[0])]).toEqual([
      ['type', 'status'],
      [0.4, 0.6],
    ])
  })

  test('by other labels do not go together', async () => {
    await expect(run('(states by (type)) / (states by (status))')).rejects.toThrow('(type) and (status)')
  })
})
