import { expect, test } from 'vitest'
import { dayMs, hourMs } from '@/lib/anomalies/grid'
import { markLeftOut, type Past } from '@/lib/anomalies/leave-out'
import { line, monday } from './series'

const grid = line({ days: 4, stepMs: hourMs }, () => 1)
const past = (day: number, hour: number, hours: number | null, verdict: Past['verdict'] = null): Past => {
  const startMs = monday + day * dayMs + hour * hourMs
  return { startMs, endMs: hours === null ? null : startMs + hours * hourMs, verdict }
}

test.each<{ name: string; past: Past[]; marked: number[] }>([
  { name: 'nothing known', past: [], marked: [] },
  { name: 'an anomaly', past: [past(1, 3, 2)], marked: [27, 28] },
  { name: 'one that began before the line', past: [past(-1, 23, 3)], marked: [0, 1] },
  { name: 'what a person called expected', past: [past(1, 3, 2, 'expected')], marked: [] },
  { name: 'what came again at the same time of another day', past: [past(1, 3, 2), past(2, 4, 1)], marked: [] },
  {
    name: 'what a person called an anomaly, though it came again',
    past: [past(1, 3, 2, 'anomaly'), past(2, 4, 1)],
    marked: [27, 28],
  },
  { name: 'what came again at another time', past: [past(1, 3, 1), past(2, 9, 1)], marked: [27, 57] },
  { name: 'two of one day', past: [past(1, 3, 1), past(1, 5, 1)], marked: [27, 29] },
  {
    name: 'of a lasting one its first day',
    past: [past(1, 0, null)],
    marked: Array.from({ length: 24 }, (_, at) => 24 + at),
  },
])('$name', ({ past, marked }) => {
  const marks = markLeftOut(grid, past)
  expect([...marks.keys()].filter((at) => marks[at] === 1)).toEqual(marked)
})
