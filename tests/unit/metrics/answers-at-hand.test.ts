import { beforeEach, describe, expect, test } from 'vitest'
import { AnswersAtHand } from '@/lib/metrics/answers-at-hand'
import type { MetricValue } from '@/lib/metrics/contract'
import type { MetricRecord } from '@/lib/metrics/store/read'

const metric = (rest: Partial<MetricRecord> = {}) => ({ kind: 'events', tableName: 'orders', ...rest }) as MetricRecord
const answer = (groups = 1): MetricValue => ({
  metric: 'orders_events_total',
  aggregation: 'sum',
  from: '2026-01-01T00:00:00.000Z',
  to: '2026-01-02T00:00:00.000Z',
  value: 1,
  series: Array.from({ length: groups }, () => ({ metric: 'm', labels: {}, value: 1, data_points: [] })),
})

let now = 0
let atHand: AnswersAtHand
beforeEach(() => {
  now = 0
  atHand = new AnswersAtHand(() => now)
})

const keep = (question: string, of = metric(), value = answer()) => {
  atHand.keep(question, of, value, atHand.state)
  return value
}

describe('an answer that was told', () => {
  test('is the same one until something of its table is stored', () => {
    const value = keep('q')
    atHand.changed(['refunds'])
    expect(atHand.find('q')).toBe(value)
    expect(atHand.find('another')).toBeUndefined()
    atHand.changed(['refunds', 'orders'])
    expect(atHand.find('q')).toBeUndefined()
  })

  test('does not hold where something was stored while it was told', () => {
    const { state } = atHand
    atHand.changed(['orders'])
    atHand.keep('q', metric(), answer(), state)
    expect(atHand.find('q')).toBeUndefined()
    const before = atHand.state
    atHand.changedAll()
    atHand.keep('q', metric(), answer(), before)
    expect(atHand.find('q')).toBeUndefined()
  })

  test('holds for five seconds at most', () => {
    keep('q')
    now = 4999
    expect(atHand.find('q')).toBeDefined()
    now = 5000
    expect(atHand.find('q')).toBeUndefined()
  })

  test('holds no more when anything may have changed', () => {
    keep('q')
    atHand.changedAll()
    expect(atHand.find('q')).toBeUndefined()
    keep('q')
    expect(atHand.find('q')).toBeDefined()
  })

  test('is not kept of what depends on more than its own table and time', () => {
    keep('rows', metric({ kind: 'rows' } as Partial<MetricRecord>))
    keep('formula', metric({ kind: null } as Partial<MetricRecord>))
    keep('freshness', metric({ kind: 'freshness' } as Partial<MetricRecord>))
    keep('others', metric({ tableName: '__other__' }))
    for (const one of ['rows', 'formula', 'freshness', 'others']) expect(atHand.find(one)).toBeUndefined()
  })
})

describe('how much is kept', () => {
  test('no single large answer, and of the others the newest', () => {
    keep('huge', metric(), answer(5001))
    expect(atHand.find('huge')).toBeUndefined()
    for (let at = 0; at < 30; at += 1) keep(`q${at}`, metric(), answer(4000))
    expect(atHand.find('q0')).toBeUndefined()
    expect(atHand.find('q29')).toBeDefined()
    const left = Array.from({ length: 30 }, (_, at) => atHand.find(`q${at}`)).filter(Boolean)
    expect(left).toHaveLength(24)
  })

  test('answers without a point take room too, and what is old goes', () => {
    for (let at = 0; at < 20_000; at += 1) keep(`q${at}`, metric(), answer(0))
    expect(atHand.find('q0')).toBeUndefined()
    now = 6000
    keep('last', metric(), answer(4900))
    now = 6001
    for (let at = 0; at < 19; at += 1) keep(`new${at}`, metric(), answer(4900))
    expect(atHand.find('last')).toBeDefined()
  })

  test('the same question again takes no more room', () => {
    for (let at = 0; at < 100; at += 1) keep('q', metric(), answer(4000))
    keep('other', metric(), answer(4000))
    expect(atHand.find('q')).toBeDefined()
    expect(atHand.find('other')).toBeDefined()
  })
})

describe('what was written of an answer', () => {
  test('is kept with it, and of no other', () => {
    const value = keep('q')
    atHand.formOf(value)!.text = '{}'
    expect(atHand.formOf(atHand.find('q')!)).toEqual({ question: 'q', text: '{}' })
    expect(atHand.formOf(answer())).toBeUndefined()
  })

  test('is found by the address that asks it, until it holds no more', () => {
    const form = atHand.formOf(keep('q'))!
    form.text = '{}'
    atHand.askedAt('/a?b', form)
    expect(atHand.textAt('/a?b')).toBe('{}')
    expect(atHand.textAt('/a')).toBeUndefined()
    atHand.changed(['orders'])
    expect(atHand.textAt('/a?b')).toBeUndefined()
    keep('q')
    expect(atHand.textAt('/a?b')).toBeUndefined()
  })
})
