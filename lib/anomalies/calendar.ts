import { toWall } from '@/lib/metrics/wall'
import { type ExcludedCalendar, type WeeklyWindow, weekdays } from './detection-contract'
import { bucketAt, dayMs, type Grid } from './grid'

const minuteMs = 60_000

/** An interval of the clock on the wall, in milliseconds as if it were UTC. */
type Interval = { from: number; to: number }

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** Monday is 0. */
const weekdayOf = (wallDay: number) => (((wallDay + 3) % 7) + 7) % 7

/** Whether [from, to) on the wall meets a window of that weekday, or of the day before that reaches over midnight. */
function meetsWindow({ days, from, to }: WeeklyWindow, bucket: Interval): boolean {
  const [begin, end] = [minutesOf(from), minutesOf(to)]
  const length = (end > begin ? end - begin : end + 24 * 60 - begin) * minuteMs
  const last = Math.floor((bucket.to - 1) / dayMs)
  for (let day = Math.floor(bucket.from / dayMs) - 1; day <= last; day++) {
    if (!days.includes(weekdays[weekdayOf(day)]!)) continue
    const start = day * dayMs + begin * minuteMs
    if (bucket.from < start + length && start < bucket.to) return true
  }
  return false
}

/** The same time of every day or week on the clock of a zone, from `startMs` on. */
export type Pattern = { scope: 'daily' | 'weekly'; startMs: number; endMs: number; zone: string }

/** Whether a bucket meets a pattern, or is next to it: a job is not on time to the minute. */
function meetsPattern({ scope, startMs, endMs, zone }: Pattern, bucket: Interval): boolean {
  const period = scope === 'daily' ? dayMs : 7 * dayMs
  const step = bucket.to - bucket.from
  const length = Math.min(endMs - startMs, dayMs) + step
  const since = (((bucket.from - toWall(startMs, zone) + step) % period) + period) % period
  return since < length + step || since > period - step
}

type Excluded = { calendar: ExcludedCalendar; patterns?: Pattern[]; periods?: Interval[] }

/**
 * Marks the buckets that are neither judged nor learned from: those that meet a window, a day or a period. Windows and days follow the
 * clock of their zone, over changes of daylight saving too.
 */
export function markExcluded(grid: Grid, { calendar, patterns = [], periods = [] }: Excluded): Uint8Array {
  const { stepMs, values } = grid
  const marks = new Uint8Array(values.length)
  const walls = new Map<string, Float64Array>()
  const wallsOf = (zone: string) => {
    const known = walls.get(zone) ?? Float64Array.from(values, (_, at) => toWall(bucketAt(grid, at), zone))
    walls.set(zone, known)
    return known
  }
  const mark = (zone: string, meets: (bucket: Interval, at: number) => boolean) => {
    const wall = wallsOf(zone)
    for (let at = 0; at < marks.length; at++) {
      if (marks[at] === 0 && meets({ from: wall[at]!, to: wall[at]! + stepMs }, at)) marks[at] = 1
    }
  }
  for (const window of calendar.weekly) mark(window.time_zone, (bucket) => meetsWindow(window, bucket))
  for (const { first_day, last_day, time_zone } of calendar.dates) {
    const [from, to] = [Date.parse(first_day), Date.parse(last_day) + dayMs]
    mark(time_zone, (bucket) => bucket.from < to && from < bucket.to)
  }
  for (const pattern of patterns) {
    const from = pattern.startMs - stepMs
    mark(pattern.zone, (bucket, at) => bucketAt(grid, at) >= from && meetsPattern(pattern, bucket))
  }
  for (const { from, to } of periods) mark('UTC', (bucket) => bucket.from < to && from < bucket.to)
  return marks
}
