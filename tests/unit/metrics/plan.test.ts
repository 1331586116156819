import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayMs, hourMs, minuteMs } from '@/lib/metrics/fold'
import { type Piece, planPieces } from '@/lib/metrics/plan'
import { stepStarts } from '@/lib/metrics/steps'

const widthOf = { samples_1d: dayMs, samples_1h: hourMs, samples_1m: minuteMs, raw: 1, engine: minuteMs } as const
const widths = [dayMs, hourMs, minuteMs]
const fits = (starts: readonly number[], from: number, to: number, width: number) =>
  starts.every((start) => start <= from || start >= to || start % width === 0)

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Santiago']
const steps = [1000, 30_000, minuteMs, 5 * minuteMs, 90 * minuteMs, hourMs, 6 * hourMs, dayMs, 7 * dayMs]
const question = fc
  .record({
    from: fc.integer({ min: Date.UTC(2026, 1, 1), max: Date.UTC(2026, 10, 1) }),
    width: fc.integer({ min: 1, max: 300 }),
    stepMs: fc.constantFrom(...steps),
    round: fc.constantFrom(1, minuteMs, hourMs, dayMs),
    tz: fc.constantFrom(...zones),
  })
  .map(({ from, width, stepMs, round, tz }) => {
    const start = from - (from % round)
    const to = start + Math.ceil((width * stepMs) / 7 / round) * round
    return { from: start, to, starts: stepStarts(start, to, stepMs, tz) }
  })

describe('planPieces', () => {
  test('covers [from, to) exactly once, from first to last', () => {
    fc.assert(
      fc.property(question, ({ from, to, starts }) => {
        const pieces = planPieces(from, to, starts)
        const edges = pieces.flatMap((piece) => [piece.from, piece.to])
        expect(edges).toEqual([from, ...pieces.slice(1).flatMap((piece) => [piece.from, piece.from]), to])
        expect(pieces.every((piece) => piece.from < piece.to)).toBe(true)
      }),
    )
  })

  test('takes whole buckets, none of which straddles a step', () => {
    fc.assert(
      fc.property(question, ({ from, to, starts }) => {
        for (const piece of planPieces(from, to, starts)) {
          const width = widthOf[piece.resolution]
          expect([piece.from % width, piece.to % width]).toEqual([0, 0])
          const inside = starts.filter((start) => start > piece.from && start < piece.to)
          expect(inside.filter((start) => start % width !== 0)).toEqual([])
        }
      }),
    )
  })

  test('leaves to a finer resolution only what no bucket of a coarser one that fits the steps could hold', () => {
    fc.assert(
      fc.property(question, ({ from, to, starts }) => {
        for (const piece of planPieces(from, to, starts)) {
          for (const width of widths.filter((one) => one > widthOf[piece.resolution])) {
            if (!fits(starts, from, to, width)) continue
            const bucket = Math.ceil(piece.from / width) * width
            expect(bucket + width).toBeGreaterThan(piece.to)
          }
        }
      }),
    )
  })

  const at = (text: string) => Date.parse(`${text}Z`)
  const hours = (from: string, to: string) => stepStarts(at(from), at(to), hourMs, 'UTC')
  const shown = ({ from, to, resolution }: Piece) =>
    `${new Date(from).toISOString().slice(8, 19)} ${new Date(to).toISOString().slice(8, 19)} ${resolution}`

  test.each<[string, string, string, number[], string[]]>([
    [
      'an interval without steps goes down to the millisecond at its edges',
      '2026-03-01T22:58:30',
      '2026-03-03T01:01:30',
      [],
      [
        '01T22:58:30 01T22:59:00 raw',
        '01T22:59:00 01T23:00:00 samples_1m',
        '01T23:00:00 02T00:00:00 samples_1h',
        '02T00:00:00 03T00:00:00 samples_1d',
        '03T00:00:00 03T01:00:00 samples_1h',
        '03T01:00:00 03T01:01:00 samples_1m',
        '03T01:01:00 03T01:01:30 raw',
      ],
    ],
    [
      'steps of an hour take no days',
      '2026-03-01T00:00:00',
      '2026-03-03T00:00:00',
      hours('2026-03-01T00:00:00', '2026-03-03T00:00:00'),
      ['01T00:00:00 03T00:00:00 samples_1h'],
    ],
    [
      'a single day as a single step is read as a day',
      '2026-03-01T00:00:00',
      '2026-03-02T00:00:00',
      [at('2026-03-01T00:00:00')],
      ['01T00:00:00 02T00:00:00 samples_1d'],
    ],
    [
      'a start before the interval and one at its end split nothing',
      '2026-03-01T00:00:00',
      '2026-03-02T00:00:00',
      [at('2026-02-28T23:59:59'), at('2026-03-02T00:00:00')],
      ['01T00:00:00 02T00:00:00 samples_1d'],
    ],
    [
      'a step that begins with the interval, off the hour, is no reason to leave hours',
      '2026-03-01T00:30:00',
      '2026-03-01T03:00:00',
      [at('2026-03-01T00:30:00')],
      ['01T00:30:00 01T01:00:00 samples_1m', '01T01:00:00 01T03:00:00 samples_1h'],
    ],
    [
      'within a minute there is nothing but raw events',
      '2026-03-01T00:00:01',
      '2026-03-01T00:00:59',
      [],
      ['01T00:00:01 01T00:00:59 raw'],
    ],
    [
      'months of Berlin are read in days, with hours at the edges of each',
      '2026-01-31T23:00:00',
      '2026-03-31T22:00:00',
      stepStarts(at('2026-01-31T23:00:00'), at('2026-03-31T22:00:00'), { months: 1 }, 'Europe/Berlin'),
      [
        '31T23:00:00 01T00:00:00 samples_1h',
        '01T00:00:00 28T00:00:00 samples_1d',
        '28T00:00:00 01T00:00:00 samples_1h',
        '01T00:00:00 31T00:00:00 samples_1d',
        '31T00:00:00 31T22:00:00 samples_1h',
      ],
    ],
    [
      'days of Kathmandu are read in hours, with minutes at the edges of each',
      '2026-03-01T00:00:00',
      '2026-03-03T00:00:00',
      stepStarts(at('2026-03-01T00:00:00'), at('2026-03-03T00:00:00'), dayMs, 'Asia/Kathmandu'),
      [
        '01T00:00:00 01T18:00:00 samples_1h',
        '01T18:00:00 01T19:00:00 samples_1m',
        '01T19:00:00 02T18:00:00 samples_1h',
        '02T18:00:00 02T19:00:00 samples_1m',
        '02T19:00:00 03T00:00:00 samples_1h',
      ],
    ],
    [
      'a few odd edges far apart are read from raw events by themselves',
      '2026-03-01T00:00:00',
      '2026-03-01T02:10:10',
      [at('2026-03-01T00:00:00'), at('2026-03-01T01:10:10')],
      [
        '01T00:00:00 01T01:00:00 samples_1h',
        '01T01:00:00 01T01:10:00 samples_1m',
        '01T01:10:00 01T01:11:00 raw',
        '01T01:11:00 01T02:10:00 samples_1m',
        '01T02:10:00 01T02:10:10 raw',
      ],
    ],
    ['nothing at all', '2026-03-01T00:00:00', '2026-03-01T00:00:00', [], []],
  ])('%s', (_name, from, to, starts, expected) =>
    expect(planPieces(at(from), at(to), starts).map(shown)).toEqual(expected),
  )
})
