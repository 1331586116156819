import { evaluateRules } from '@/lib/alerts/service/evaluate'
import { alerts } from './alerts'
import { contextAt } from './quality'

const minuteMs = 60_000
/** The start of a minute that is over: windows end at whole minutes. */
const noon = Math.floor(Date.now() / minuteMs) * minuteMs - 30 * minuteMs

export const at = (minutes: number) => noon + minutes * minuteMs

let made = 0
/** An INSERT of a row with an id of its own, a second into a minute. */
export const order = (table: string, minutes: number, after: Record<string, unknown>) => {
  made += 1
  const timestamp = new Date(at(minutes) + 1000).toISOString()
  return { id: `o${made}`, type: 'INSERT', table, timestamp, after: { id: made, ...after } }
}

/** Evaluates as of ten seconds into a minute. */
export const evaluate = (minutes: number) => evaluateRules(contextAt(at(minutes) + 10_000))
export const firing = async (rule: string) => (await alerts({ rule, status: 'open' })).data.alerts
