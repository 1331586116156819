import { realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type Holidays from 'date-holidays'
import { dayMs } from '../grid'

let loaded: typeof Holidays | undefined

/** Loaded when first asked for: it takes a fifth of a second, and most never ask. Found from the program that runs, wherever it is started. */
function calendars(): typeof Holidays {
  const beside = process.argv[1] ? realpathSync(process.argv[1]) : join(process.cwd(), 'package.json')
  loaded ??= createRequire(beside)('date-holidays') as typeof Holidays
  return loaded
}

const known = new Map<string, (day: number) => boolean>()

/** Whether holidays of a region are known: a country such as DE, or a part of one such as US-CA or DE-BY. */
export function isHolidayRegion(region: string): boolean {
  const [country = '', state, part] = region.split('-')
  const countries = new (calendars())()
  if (!Object.hasOwn(countries.getCountries(), country)) return false
  if (state === undefined) return true
  if (!Object.hasOwn(countries.getStates(country) ?? {}, state)) return false
  return part === undefined || Object.hasOwn(countries.getRegions(country, state) ?? {}, part)
}

/** Tells public holidays of a region by day, counted from 1970-01-01 on its own calendar. Throws `RangeError` for an unknown region. */
export function holidaysOf(region: string): (day: number) => boolean {
  const before = known.get(region)
  if (before) return before
  if (!isHolidayRegion(region))
    throw new RangeError(`there are no holidays of ${region}; DE, US-CA or DE-BY are regions`)
  const [country = '', state = '', part = ''] = region.split('-')
  const calendar = new (calendars())(country, state, part, { types: ['public'] })
  const years = new Map<number, Set<number>>()
  const test = (day: number) => {
    const year = new Date(day * dayMs).getUTCFullYear()
    let days = years.get(year)
    if (!days) {
      days = new Set<number>()
      for (const { date, start, end } of calendar.getHolidays(year)) {
        const first = Math.floor(Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / dayMs)
        const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs))
        for (let more = 0; more < length; more++) days.add(first + more)
      }
      years.set(year, days)
    }
    return days.has(day)
  }
  known.set(region, test)
  return test
}
