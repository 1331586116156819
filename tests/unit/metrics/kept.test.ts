import { describe, expect, test } from 'vitest'
import { dayMs, hourMs, minuteMs } from '@/lib/metrics/fold'
import { type Expired, finestKept, keptPieces, tooCoarseFor } from '@/lib/metrics/kept'
import type { Piece } from '@/lib/metrics/plan'

const day = Date.UTC(2026, 2, 1)
const at = (days: number, hours = 0, minutes = 0) => day + days * dayMs + hours * hourMs + minutes * minuteMs
const piece = (resolution: Piece['resolution'], from: number, to: number): Piece => ({ resolution, from, to })
const lost = (resolution: Expired['resolution'], from: number, to: number): Expired => ({ resolution, from, to })

describe('keptPieces', () => {
  test.each<[string, Piece[], Expired[], (Piece & { width?: number })[]]>([
    ['nothing has expired', [piece('samples_1m', at(0), at(1))], [], [piece('samples_1m', at(0), at(1))]],
    [
      'what has expired elsewhere or of another resolution',
      [piece('samples_1h', at(7), at(8))],
      [lost('samples_1h', at(0), at(7)), lost('samples_1m', at(0), at(14))],
      [piece('samples_1h', at(7), at(8))],
    ],
    [
      'minutes are read by the hours that begin in them, up to where minutes are kept',
      [piece('samples_1m', at(6, 10, 20), at(7, 1, 30))],
      [lost('samples_1m', at(0), at(7))],
      [{ ...piece('samples_1h', at(6, 11), at(7)), width: hourMs }, piece('samples_1m', at(7), at(7, 1, 30))],
    ],
    [
      'an edge at the end takes the hour that begins in it',
      [piece('samples_1m', at(1, 10), at(1, 10, 20))],
      [lost('samples_1m', at(0), at(7))],
      [{ ...piece('samples_1h', at(1, 10), at(1, 11)), width: hourMs }],
    ],
    [
      'an edge at the beginning takes none',
      [piece('samples_1m', at(1, 10, 20), at(1, 11))],
      [lost('samples_1m', at(0), at(7))],
      [],
    ],
    [
      'days where hours have gone too, and raw events last of all',
      [piece('raw', at(1, 0, 0), at(1, 0, 1))],
      [lost('raw', 0, at(9)), lost('samples_1m', at(0), at(7)), lost('samples_1h', at(0), at(7))],
      [{ ...piece('samples_1d', at(1), at(2)), width: dayMs }],
    ],
    [
      'days are read, whatever is left of them',
      [piece('samples_1d', at(0), at(1))],
      [lost('samples_1d', 0, at(9))],
      [piece('samples_1d', at(0), at(1))],
    ],
  ])('%s', (_name, pieces, expired, expected) => expect(keptPieces(pieces, expired)).toEqual(expected))
})

const steps = (width: number) => Array.from({ length: 3 }, (_, i) => at(0) + i * width)
test.each([
  ['steps as wide fit', steps(hourMs), hourMs, null],
  ['steps that are narrower do not', steps(15 * minuteMs), hourMs, hourMs],
  ['a day that is an hour short fits', [at(0), at(0, 23), at(1, 23)], dayMs, null],
  ['one step fits anything', [at(0)], dayMs, null],
  ['what is no coarser than it was planned', steps(minuteMs), undefined, null],
])('tooCoarseFor: %s', (_name, starts, width, expected) => {
  const pieces = [{ ...piece('samples_1h', at(0), at(2)), ...(width ? { width } : {}) }]
  expect(tooCoarseFor(pieces, starts)).toBe(expected)
})

test.each([
  ['minutes', [], minuteMs],
  ['hours', [lost('samples_1m', at(0), at(7))], hourMs],
  ['days', [lost('samples_1m', at(0), at(7)), lost('samples_1h', at(-70), at(1))], dayMs],
  ['minutes of another time', [lost('samples_1m', at(7), at(14))], minuteMs],
])('finestKept: %s', (_name, expired, expected) => expect(finestKept(at(0), at(2), expired)).toBe(expected))
