import { addToWall, alignWall, fromWall, type Step, toWall } from '@/lib/metrics/wall'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

type Unit = { label: string; step: Step; back: 0 | 1 }

const units = {
  today: { label: 'Today', step: dayMs, back: 0 },
  yesterday: { label: 'Yesterday', step: dayMs, back: 1 },
  this_week: { label: 'This week', step: 7 * dayMs, back: 0 },
  previous_week: { label: 'Previous week', step: 7 * dayMs, back: 1 },
  this_month: { label: 'This month', step: { months: 1 }, back: 0 },
  previous_month: { label: 'Previous month', step: { months: 1 }, back: 1 },
  this_quarter: { label: 'This quarter', step: { months: 3 }, back: 0 },
  previous_quarter: { label: 'Previous quarter', step: { months: 3 }, back: 1 },
  this_year: { label: 'This year', step: { months: 12 }, back: 0 },
  previous_year: { label: 'Previous year', step: { months: 12 }, back: 1 },
} satisfies Record<string, Unit>

export type CalendarRange = keyof typeof units
export const calendarRanges = Object.keys(units) as CalendarRange[]
export const calendarLabel = (name: CalendarRange) => units[name].label
export const isCalendarRange = (text: string): text is CalendarRange => Object.hasOwn(units, text)

/** A day, week (from Monday), month, quarter or year of the calendar of a zone; the running one up to the end of the running minute. */
export function calendarSpan(name: CalendarRange, now: number, timeZone: string): { from: number; to: number } {
  const { step, back } = units[name]
  const start = alignWall(toWall(now, timeZone), step)
  if (back === 0) return { from: fromWall(start, timeZone), to: Math.floor(now / minuteMs + 1) * minuteMs }
  return { from: fromWall(addToWall(start, step, -1), timeZone), to: fromWall(start, timeZone) }
}
