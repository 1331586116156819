import { TZDate } from '@date-fns/tz'
import { type QuietHours, weekdays } from './routing-contract'

const minutesOf = (clock: string) => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

/** So many that follow each other without a break, as of whole days, are one. */
const mostInRow = 7

function endOf({ from, to, days, time_zone }: QuietHours, now: Date): Date | null {
  const here = new TZDate(now.getTime(), time_zone)
  for (const back of [0, 1]) {
    const day = new TZDate(here.getFullYear(), here.getMonth(), here.getDate() - back, time_zone)
    if (!days.includes(weekdays[(day.getDay() + 6) % 7]!)) continue
    const at = (clock: string, later: number) => {
      const minutes = minutesOf(clock)
      const date = day.getDate() + later
      return new TZDate(
        day.getFullYear(),
        day.getMonth(),
        date,
        Math.floor(minutes / 60),
        minutes % 60,
        time_zone,
      ).getTime()
    }
    const end = at(to, minutesOf(to) <= minutesOf(from) ? 1 : 0)
    if (now.getTime() >= at(from, 0) && now.getTime() < end) return new Date(end)
  }
  return null
}

/** When the quiet hours end that `now` lies in; null where it lies in none. */
export function quietUntil(hours: QuietHours, now: Date): Date | null {
  let end = endOf(hours, now)
  for (let more = end, row = 1; more && row < mostInRow; row += 1) {
    end = more
    more = endOf(hours, more)
  }
  return end
}
