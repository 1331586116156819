import { markExcluded, type Pattern } from './calendar'
import type { AnomalyVerdict, FeedbackScope } from './contract'
import type { DetectionSettings } from './detection-contract'
import type { Detection } from './detector/detector'
import { noRules, type RaisedBar } from './detector/rules'
import { type Grid, hourMs } from './grid'
import { markLeftOut, type Past } from './leave-out'
import { startAnew } from './new-normal'

/** What is settled about a metric, without its mute: that is no matter of judging. */
export type Settled = Omit<DetectionSettings, 'muted' | 'muted_until'>

/** A stored anomaly with what a person said of it. `surprise` and `side` (1 above, −1 below, 0 unknown) are those of its telling bucket. */
export type Judgement = Past & {
  verdict: AnomalyVerdict | null
  surprise: number
  side: number
  scope: FeedbackScope | null
  ignored: { from: number; to: number } | null
  zone: string
}

/** A line as it is to be judged: nothing before `judgedFromMs` may be told again. */
export type Obedient = { grid: Grid; leftOut: Uint8Array; detection: Detection; judgedFromMs: number }

export const defaults: Settled = {
  sensitivity: null,
  direction: 'both',
  floor_absolute: null,
  floor_percent: null,
  excluded: { weekly: [], dates: [] },
}

/** That more rows meet a rule is no trouble. */
export const defaultsOfRates: Settled = { ...defaults, direction: 'down' }

/** How a line is judged that nothing is settled about. */
export const usualOf = ({ ruleId }: { ruleId?: string | undefined }): Settled =>
  ruleId === undefined ? defaults : defaultsOfRates

const isPattern = (one: Judgement) => one.verdict === 'ignore' && (one.scope === 'daily' || one.scope === 'weekly')

function patternOf({ startMs, endMs, scope, zone }: Judgement, stepMs: number): Pattern {
  return { scope: scope === 'weekly' ? 'weekly' : 'daily', startMs, endMs: endMs ?? startMs + stepMs, zone }
}

/** The rules that settings and false alarms make; undefined where there are none. */
function rulesOf(settled: Settled, judgements: readonly Judgement[]) {
  const bars = judgements.flatMap(({ verdict, startMs, side, surprise }): RaisedBar[] =>
    verdict === 'false_alarm' ? [{ fromMs: startMs, side, surprise }] : [],
  )
  const { direction, floor_absolute: floorAbsolute, floor_percent: floorPercent } = settled
  const rules = { direction, floorAbsolute, floorPercent, bars }
  return JSON.stringify(rules) === JSON.stringify(noRules) ? undefined : rules
}

export type Wishes = { settled?: Settled; judgements: readonly Judgement[]; detection: Detection }

/**
 * Makes a line obey: what is excluded or ignored becomes unknown, a new normal begins the line anew, false alarms raise the bar,
 * and what was found and not called usual is left out of learning.
 */
export function obey(line: Grid, { settled = defaults, judgements, detection }: Wishes): Obedient {
  const starts = judgements.filter(({ verdict }) => verdict === 'new_normal').map(({ startMs }) => startMs)
  const judgedFromMs = Math.max(Number.NEGATIVE_INFINITY, ...starts)
  const grid = starts.length > 0 ? startAnew(line, judgedFromMs) : line
  const ignored = judgements.filter(({ verdict }) => verdict === 'ignore')
  const marks = markExcluded(grid, {
    calendar: settled.excluded,
    patterns: ignored.filter(isPattern).map((one) => patternOf(one, grid.stepMs)),
    periods: ignored.flatMap((one) => (isPattern(one) || !one.ignored ? [] : [one.ignored])),
  })
  const values = marks.includes(1)
    ? grid.values.map((value, at) => (marks[at] === 1 ? Number.NaN : value))
    : grid.values
  const rules = rulesOf(settled, judgements)
  return {
    grid: { ...grid, values },
    leftOut: markLeftOut(grid, [...judgements]),
    detection: {
      ...detection,
      sensitivity: settled.sensitivity ?? detection.sensitivity,
      ...(rules ? { rules } : {}),
    },
    judgedFromMs,
  }
}

type Run = { endMs: number }
export type Mute = { fromMs: number; untilMs: number }

const toldWithinMs = 2 * hourMs

/**
 * Whether nothing is to be raised of a run: at all while the mute lasts, later of what ended in it, or so shortly before it that it was not
 * told yet. What goes on after it is told.
 */
export function isMuted({ endMs }: Run, mute: Mute | null, nowMs: number): boolean {
  if (mute === null) return false
  return nowMs < mute.untilMs || (endMs > mute.fromMs - toldWithinMs && endMs <= mute.untilMs)
}
