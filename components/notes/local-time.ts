import { TZDate } from '@date-fns/tz'

const pad = (part: number, length = 2) => String(part).padStart(length, '0')

/** `2026-03-12T14:05`, as a field for a local time has it, on the clock of `timeZone`. */
export function toLocal(instant: string, timeZone: string): string {
  const at = new TZDate(Date.parse(instant), timeZone)
  const date = [pad(at.getFullYear(), 4), pad(at.getMonth() + 1), pad(at.getDate())].join('-')
  return `${date}T${pad(at.getHours())}:${pad(at.getMinutes())}`
}

/** The instant that a local time is; null where it is none. */
export function fromLocal(local: string, timeZone: string): string | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(local)
  if (!match) return null
  const [year, month, day, hours, minutes] = match.slice(1).map(Number) as [number, number, number, number, number]
  const at = new TZDate(year, month - 1, day, hours, minutes, timeZone).getTime()
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}
