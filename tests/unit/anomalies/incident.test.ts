import { describe, expect, test } from 'vitest'
import { byLikelihood, type Groupable, groupIncidents } from '@/lib/anomalies/incident'

const minute = 60_000
const hour = 60 * minute
const base = Date.UTC(2026, 4, 1, 10)

const one = (id: string, startMinutes: number, change: Partial<Groupable> = {}): Groupable => ({
  id,
  seriesKey: `key ${id}`,
  tableName: 'orders',
  startMs: base + startMinutes * minute,
  endMs: base + startMinutes * minute + 30 * minute,
  stepMs: 5 * minute,
  incidentId: null,
  ...change,
})

describe('one incident', () => {
  test.each([
    { name: 'of the same table at the same time', list: [one('a', 0), one('b', 20)], groups: ['a', 'a'] },
    {
      name: 'of other tables within three buckets',
      list: [one('a', 0), one('b', 15, { tableName: 'payments' })],
      groups: ['a', 'a'],
    },
    {
      name: 'not of other tables later',
      list: [one('a', 0), one('b', 20, { tableName: 'payments' })],
      groups: ['a', 'b'],
    },
    {
      name: 'of wider buckets within one of them',
      list: [one('a', 0, { stepMs: hour }), one('b', 40, { tableName: 'payments' })],
      groups: ['a', 'a'],
    },
    { name: 'not of the same table when the first is over', list: [one('a', 0), one('b', 45)], groups: ['a', 'b'] },
    {
      name: 'not of what has gone on for half a day',
      list: [one('a', 0, { endMs: null }), one('b', 12 * 60)],
      groups: ['a', 'b'],
    },
    {
      name: 'never as a chain of starts: nearness counts from the first',
      list: [0, 10, 20, 30].map((at) => one(`m${at}`, at, { tableName: `t${at}` })),
      groups: ['m0', 'm0', 'm20', 'm20'],
    },
  ])('$name', ({ list, groups }) => {
    const grouped = groupIncidents(list)
    expect(list.map(({ id }) => grouped.get(id))).toEqual(groups)
  })

  test('whatever order they come in, and twice over, it is the same', () => {
    const list = [one('c', 5, { tableName: 'x' }), one('a', 0), one('b', 12), one('d', 300)]
    const forward = groupIncidents(list)
    expect(groupIncidents([...list].reverse())).toEqual(forward)
    const stored = list.map((anomaly) => ({ ...anomaly, incidentId: forward.get(anomaly.id)! }))
    expect(groupIncidents(stored).size).toBe(0)
  })

  test('what is grouped keeps its incident, and what comes later joins it, also when it began earlier', () => {
    const known = [one('b', 5, { incidentId: 'gone' }), one('c', 10, { incidentId: 'gone' })]
    expect(groupIncidents([...known, one('a', 0), one('d', 12)])).toEqual(
      new Map([
        ['a', 'gone'],
        ['d', 'gone'],
      ]),
    )
  })
})

test('the likely root counts all events of a table, began first, and is the most surprising', () => {
  const member = (seriesKey: string, rank: number, startMinutes: number, score: number) => ({
    seriesKey,
    rank,
    startMs: startMinutes * minute,
    score,
  })
  const members = [
    member('amounts', 2, 0, 0.9),
    member('late', 0, 10, 0.9),
    member('calm', 0, 0, 0.6),
    member('root', 0, 0, 0.8),
    member('inserts', 1, 0, 0.9),
  ]
  expect(members.sort(byLikelihood).map(({ seriesKey }) => seriesKey)).toEqual([
    'root',
    'calm',
    'late',
    'inserts',
    'amounts',
  ])
})
