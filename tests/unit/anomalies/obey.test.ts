import { describe, expect, test } from 'vitest'
import { detectionSettings } from '@/lib/anomalies/detection-contract'
import { detect, detectionAlgorithms } from '@/lib/anomalies/detector/detector'
import { barAfter, floorAt, isWithinFloor, noRules, oneSided, widen } from '@/lib/anomalies/detector/rules'
import { bucketAt, dayMs, type Grid, hourMs } from '@/lib/anomalies/grid'
import { startAnew } from '@/lib/anomalies/new-normal'
import { defaults, isMuted, type Judgement, obey, type Settled } from '@/lib/anomalies/obey'
import { fiveMinutes, line, monday } from './series'

const detection = { windowMs: 7 * dayMs, sensitivity: 'medium' as const, algorithms: detectionAlgorithms }
const spikeAt = monday + 4 * dayMs + 9 * hourMs
const steady = (at: number) => 6 + ((at / fiveMinutes) % 3)
const spiky = line({ days: 5 }, (at) => (at === spikeAt || at === spikeAt + 6 * hourMs ? 30 : steady(at)))

const judgement = (change: Partial<Judgement>): Judgement => ({
  startMs: spikeAt,
  endMs: spikeAt + fiveMinutes,
  verdict: null,
  surprise: 2.05,
  side: 1,
  scope: null,
  ignored: null,
  zone: 'UTC',
  ...change,
})

/** When the line alarms, in hours from the first spike. */
function alarms(grid: Grid, wishes: { settled?: Settled; judgements?: Judgement[] }) {
  const asked = obey(grid, { judgements: [], detection, ...wishes })
  const { incidents } = detect(asked.grid, asked.detection, asked.leftOut)
  return incidents.all.flatMap(({ alarmAt }) =>
    alarmAt === null ? [] : [(bucketAt(grid, alarmAt) - spikeAt) / hourMs],
  )
}
const settled = (change: object): Settled => {
  const { muted: _, muted_until: __, ...rest } = detectionSettings.parse(change)
  return rest
}
const all = [0, 6]

describe('settings applied', () => {
  test.each<{ name: string; settings: object; hours: number[] }>([
    { name: 'none', settings: {}, hours: all },
    { name: 'only what rises', settings: { direction: 'up' }, hours: all },
    { name: 'only what falls', settings: { direction: 'down' }, hours: [] },
    { name: 'a floor below', settings: { floor_absolute: 20 }, hours: all },
    { name: 'a floor above', settings: { floor_absolute: 24 }, hours: [] },
    { name: 'a floor in percent below', settings: { floor_percent: 300 }, hours: all },
    { name: 'a floor in percent above', settings: { floor_percent: 400 }, hours: [] },
    { name: 'both floors, one above', settings: { floor_absolute: 1, floor_percent: 400 }, hours: [] },
    {
      name: 'the time of the first left out',
      settings: { excluded: { weekly: [{ days: ['friday'], from: '08:30', to: '09:30' }] } },
      hours: [6],
    },
    {
      name: 'the day left out',
      settings: { excluded: { dates: [{ first_day: '2026-11-06', last_day: '2026-11-06' }] } },
      hours: [],
    },
  ])('$name', ({ settings, hours }) => {
    expect(alarms(spiky, { settled: settled(settings) })).toEqual(hours)
  })

  test('what is not watched takes nothing from the budget of what is', () => {
    const falls = new Set([10, 14, 18, 22, 26, 30].map((hour) => monday + 3 * dayMs + hour * hourMs - 6 * hourMs))
    const grid = line({ days: 5 }, (at) => (falls.has(at) ? 0 : at === spikeAt ? 24 : steady(at) * 3))
    const low = { ...detection, sensitivity: 'low' as const }
    const up = obey(grid, { judgements: [], detection: low, settled: settled({ direction: 'up' }) })
    const sides = detect(up.grid, up.detection, up.leftOut).incidents.all.map(({ side }) => side)
    expect(sides.every((side) => side > 0)).toBe(true)
  })

  test('as usual, the detection is what the configuration says, so that kept detectors go on', () => {
    expect(obey(spiky, { judgements: [], detection, settled: defaults }).detection).toEqual(detection)
  })
})

describe('feedback obeyed', () => {
  const period = { from: spikeAt - hourMs, to: spikeAt + hourMs }
  test.each<{ name: string; said: Judgement; hours: number[] }>([
    { name: 'a false alarm raises the bar on its side', said: judgement({ verdict: 'false_alarm' }), hours: [] },
    { name: 'on the other side it does not', said: judgement({ verdict: 'false_alarm', side: -1 }), hours: all },
    { name: 'a smaller one does not reach', said: judgement({ verdict: 'false_alarm', surprise: 1.6 }), hours: all },
    {
      name: 'a later one says nothing of before',
      said: judgement({ verdict: 'false_alarm', startMs: spikeAt + hourMs }),
      hours: [0],
    },
    { name: 'a period ignored', said: judgement({ verdict: 'ignore', scope: 'period', ignored: period }), hours: [6] },
    { name: 'a pattern ignored', said: judgement({ verdict: 'ignore', scope: 'daily' }), hours: [6] },
    {
      name: 'a pattern of the week before',
      said: judgement({
        verdict: 'ignore',
        scope: 'weekly',
        startMs: spikeAt - 7 * dayMs,
        endMs: spikeAt - 7 * dayMs + fiveMinutes,
      }),
      hours: [6],
    },
    {
      name: 'a pattern of another weekday',
      said: judgement({
        verdict: 'ignore',
        scope: 'weekly',
        startMs: spikeAt - 6 * dayMs,
        endMs: spikeAt - 6 * dayMs + fiveMinutes,
      }),
      hours: all,
    },
  ])('$name', ({ said, hours }) => {
    expect(alarms(spiky, { judgements: [said] })).toEqual(hours)
  })

  test.each<{ verdict: Judgement['verdict']; leftOut: boolean }>([
    { verdict: null, leftOut: true },
    { verdict: 'anomaly', leftOut: true },
    { verdict: 'expected', leftOut: false },
    { verdict: 'false_alarm', leftOut: false },
    { verdict: 'new_normal', leftOut: false },
  ])('$verdict: left out of learning is $leftOut', ({ verdict, leftOut }) => {
    const marks = obey(spiky, { judgements: [judgement({ verdict })], detection }).leftOut
    expect(marks.includes(1)).toBe(leftOut)
  })

  test.each([
    { name: 'carries the shape over to the new level', days: 0.5, before: 21 },
    { name: 'forgets what was before, once four days are known', days: 4.5, before: Number.NaN },
  ])('a new normal $name', ({ days, before }) => {
    const from = monday + 3 * dayMs
    const grid = line({ days: 3 + days }, (at) => (at < from ? 7 : 21))
    const { values } = startAnew(grid, from)
    expect(values[100]).toBe(before)
    expect(values.subarray(3 * 288)).toEqual(grid.values.subarray(3 * 288))
  })
})

test.each([
  { name: 'at the beginning just above the false alarm', ageDays: 0, surprise: 2, side: 1, bar: 2.3 },
  { name: 'half way back after two weeks', ageDays: 14, surprise: 2, side: 1, bar: 1.9 },
  { name: 'forgotten after four', ageDays: 28, surprise: 2, side: 1, bar: 1.5 },
  { name: 'never more than 1.5 above the usual', ageDays: 0, surprise: 6, side: 1, bar: 3 },
  { name: 'not before it', ageDays: -1, surprise: 2, side: 1, bar: 1.5 },
  { name: 'not on the other side', ageDays: 0, surprise: 2, side: -1, bar: 1.5 },
  { name: 'on both where its side is unknown', ageDays: 0, surprise: 2, side: 0, bar: 2.3 },
])('the bar: $name', ({ ageDays, surprise, side, bar }) => {
  const bars = [{ fromMs: monday, side, surprise }]
  expect(barAfter(bars, { atMs: monday + ageDays * dayMs, side: 1 }, 1.5)).toBeCloseTo(bar, 9)
})

test('floors widen the band and keep near values calm; a side that is not watched has no evidence', () => {
  const rules = { ...noRules, floorAbsolute: 2, floorPercent: 50 }
  expect([floorAt(10, rules), floorAt(-10, rules), floorAt(0, rules)]).toEqual([5, 5, 2])
  expect(widen({ min: 9, max: 20, value: 10 }, rules)).toEqual({ min: 5, max: 20, value: 10 })
  expect(widen({ min: null, max: null, value: null }, rules)).toEqual({ min: null, max: null, value: null })
  expect([14.9, 15, Number.NaN].map((value) => isWithinFloor(value, () => 10, rules))).toEqual([true, false, false])
  expect(isWithinFloor(1, () => null, rules)).toBe(false)
  const evidence = { plain: -4, root: Number.NaN, plainRun: 3, rootRun: -2, count: 1, shape: 5 }
  expect(oneSided(evidence, 'up')).toEqual({ ...evidence, plain: 0, rootRun: 0, shape: 3 })
  expect(oneSided(evidence, 'down')).toEqual({ ...evidence, plainRun: 0, count: 0, shape: 4 })
})

test.each([
  { name: 'no mute', mute: null, endMs: 5, nowMs: 10, muted: false },
  { name: 'while it lasts, whatever the run', mute: { fromMs: 100, untilMs: 200 }, endMs: 5, nowMs: 150, muted: true },
  { name: 'later, of what ended in it', mute: { fromMs: 100, untilMs: 200 }, endMs: 180, nowMs: 300, muted: true },
  { name: 'later, of what went on', mute: { fromMs: 100, untilMs: 200 }, endMs: 201, nowMs: 300, muted: false },
  {
    name: 'later, of long before',
    mute: { fromMs: 9 * hourMs, untilMs: 10 * hourMs },
    endMs: hourMs,
    nowMs: 11 * hourMs,
    muted: false,
  },
])('muted: $name', ({ mute, endMs, nowMs, muted }) => {
  expect(isMuted({ endMs }, mute, nowMs)).toBe(muted)
})
