import { describe, expect, test } from 'vitest'
import { findUntold, packParcels, type Waiting } from '@/lib/alerts/parcels'

let seq = 0
const waiting = (more: Partial<Waiting> = {}): Waiting => {
  seq += 1
  const own = { id: `d${seq}`, seq, alertId: `a${seq}`, kind: 'opened' as const, severity: 'high' as const }
  return { ...own, attempts: 0, dueAt: 0, digest: false, leased: false, untried: true, ...more }
}
const many = (count: number, more: Partial<Waiting> = {}) => Array.from({ length: count }, () => waiting(more))
const pack = (rows: Waiting[], budget = 20, most = 20) =>
  packParcels(rows, { now: 1000, budget, most }).map(({ rows: own, group }) => ({
    group,
    ids: own.map(({ id }) => id),
  }))

describe('order', () => {
  const first = waiting({ alertId: 'x', dueAt: 2000, attempts: 1 })
  const second = waiting({ alertId: 'x' })
  test.each([
    ['a later one waits for an earlier one that waits', [first, second], []],
    ['and for one that is being sent', [{ ...first, dueAt: 0, leased: true }, second], []],
    ['the first goes alone', [{ ...first, dueAt: 0 }, second], [{ group: false, ids: [first.id] }]],
  ])('%s', (_name, rows, packed) => expect(pack(rows)).toEqual(packed))
})

describe('new ones', () => {
  test('each a message while there is room, the worst first', () => {
    const [low, critical] = [waiting({ severity: 'low' }), waiting({ severity: 'critical' })]
    expect(pack([low, critical])).toEqual([
      { group: false, ids: [critical.id] },
      { group: false, ids: [low.id] },
    ])
  })

  test('what is beyond goes together', () => {
    const packed = pack(many(25))
    expect(packed.map(({ ids }) => ids.length)).toEqual([...Array(19).fill(1), 6])
    expect(packed.at(-1)?.group).toBe(true)
  })

  test('10,000 are one message', () => {
    expect(pack(many(10_000)).map(({ ids }) => ids.length)).toEqual([10_000])
  })

  test('what is collected goes together, with all that is due of its alerts', () => {
    const [one, other] = many(2, { digest: true })
    const later = waiting({ alertId: one!.alertId, kind: 'updated' })
    expect(pack([one!, other!, later])).toEqual([{ group: true, ids: [one!.id, later.id, other!.id] }])
  })

  test('what is collected and alone is a message of its own', () => {
    expect(pack(many(1, { digest: true }))[0]?.group).toBe(false)
  })

  test('none where no more may go', () => expect(pack(many(3), 0)).toEqual([]))
})

describe('those that are tried again', () => {
  test('go together if they were together', () => {
    const group = many(3, { attempts: 1, dueAt: 500 })
    const single = waiting({ attempts: 2, dueAt: 400 })
    const fresh = waiting()
    expect(pack([...group, single, fresh])).toEqual([
      { group: false, ids: [fresh.id] },
      { group: false, ids: [single.id] },
      { group: true, ids: group.map(({ id }) => id) },
    ])
  })

  test('leave new ones a way, and are left one', () => {
    const again = many(5, { attempts: 1 }).map((row, index) => ({ ...row, dueAt: index }))
    expect(pack([...again, ...many(5)], 3).map(({ ids, group }) => [ids.length, group])).toEqual([
      [1, false],
      [4, true],
      [1, false],
    ])
  })
})

describe('what is over before anybody was told', () => {
  const of = (alertId: string, kinds: [Waiting['kind'], boolean][]) =>
    kinds.map(([kind, untried]) => waiting({ alertId, kind, untried }))
  test.each<[string, [Waiting['kind'], boolean][], number[]]>([
    [
      'opened and resolved',
      [
        ['opened', true],
        ['resolved', true],
      ],
      [0, 1],
    ],
    [
      'all between them',
      [
        ['opened', true],
        ['escalated', true],
        ['resolved', true],
      ],
      [0, 1, 2],
    ],
    [
      'not where it was tried',
      [
        ['opened', false],
        ['resolved', true],
      ],
      [],
    ],
    [
      'not while it fires',
      [
        ['opened', true],
        ['updated', true],
      ],
      [],
    ],
    [
      'but what opens it again',
      [
        ['opened', true],
        ['resolved', true],
        ['opened', true],
      ],
      [0, 1],
    ],
    ['only what was resolved last', [['resolved', true]], []],
  ])('%s', (_name, kinds, untold) => {
    const rows = of('x', kinds)
    expect(findUntold([...rows, waiting()])).toEqual(untold.map((index) => rows[index]))
  })
})
