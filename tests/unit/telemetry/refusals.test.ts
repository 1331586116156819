import pino from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Refusals } from '@/lib/telemetry/refusals'

let lines: Record<string, unknown>[] = []
const log = pino({ base: null, timestamp: false }, { write: (line) => void lines.push(JSON.parse(line)) })
const refused = { code: 1, error: Object.assign(new Error('Unauthorized'), { code: 401, data: 'hush' }) }
const taken = { code: 0 }

beforeEach(() => {
  lines = []
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => vi.useRealTimers())

test('a collector that goes on refusing is one line, with the status and nothing of its answer', () => {
  const refusals = new Refusals('traces', log)
  for (let at = 0; at < 50; at += 1) refusals.told(refused, 10)
  expect(lines).toEqual([
    expect.objectContaining({ level: 40, signal: 'traces', status: 401, reason: 'Unauthorized', lost: 10 }),
  ])
})

test('that it takes telemetry again is said once, with all that was lost', () => {
  const refusals = new Refusals('metrics', log)
  for (const result of [taken, refused, refused, taken, taken]) refusals.told(result, 10)
  expect(lines.slice(1)).toEqual([expect.objectContaining({ level: 30, signal: 'metrics', lost: 20 })])
})

test('one that takes and refuses by turns is told of at most once in ten minutes', () => {
  const refusals = new Refusals('traces', log)
  for (let at = 0; at < 20; at += 1) refusals.told(at % 2 ? taken : refused, 1)
  expect(lines).toHaveLength(2)
  vi.advanceTimersByTime(600_000)
  refusals.told(refused, 1)
  expect(lines).toHaveLength(3)
})

test('a failure without words is told by its code', () => {
  const error = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })
  new Refusals('traces', log).told({ code: 1, error }, 1)
  expect(lines[0]).toMatchObject({ reason: 'ECONNREFUSED' })
  expect(lines[0]).not.toHaveProperty('status')
})
