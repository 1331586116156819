import { parseDuration } from '@/lib/config/duration'
import { calendarSpan, isCalendarRange } from '@/lib/dashboards/calendar'
import type { Span } from '@/lib/dashboards/question'
import { readVariables } from '@/lib/dashboards/variables'
import { quoteFilter } from '@/lib/metrics/filter-text'
import type { ShareView } from './contract'

const minute = 60_000
const usual = '24h'

/** The interval that a link shows at `now`, as the page of a board has it: up to the end of the running minute; a day of the calendar is that of the viewer's zone. */
export function spanOf({ range, from, to }: ShareView, now: number, timeZone = 'UTC'): Span {
  if (from !== undefined && to !== undefined) return { from: Date.parse(from), to: Date.parse(to) }
  if (range !== undefined && isCalendarRange(range)) return calendarSpan(range, now, timeZone)
  const end = Math.floor(now / minute + 1) * minute
  return { from: end - (parseDuration(range ?? usual) ?? parseDuration(usual)!), to: end }
}

/** The address's parameters of the interval and the variables that a link keeps. */
export function viewParams({ range, from, to, variables }: ShareView): URLSearchParams {
  const params = new URLSearchParams()
  if (from !== undefined && to !== undefined) {
    params.set('from', from)
    params.set('to', to)
  } else if (range !== undefined) params.set('range', range)
  for (const [name, values] of Object.entries(variables)) {
    for (const value of values) params.append(`var-${name}`, quoteFilter(value))
  }
  return params
}

/** What a link is to keep of the address that a board is shown at. */
export function readView(search: URLSearchParams): Pick<ShareView, 'range' | 'from' | 'to' | 'variables'> {
  const [range, from, to] = [search.get('range'), search.get('from'), search.get('to')]
  const variables = readVariables(search)
  if (from && to) return { from, to, variables }
  return { ...(range ? { range } : {}), variables }
}
