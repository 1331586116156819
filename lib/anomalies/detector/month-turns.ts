import { dayMs } from '../grid'

const dateOf = (day: number) => new Date(day * dayMs)
const dayOf = (year: number, month: number, date: number) => Date.UTC(year, month, date) / dayMs

function lastWorkingDay(year: number, month: number): number {
  const last = dayOf(year, month + 1, 0)
  const weekday = dateOf(last).getUTCDay()
  return weekday === 0 ? last - 2 : weekday === 6 ? last - 1 : last
}

const turns = [
  (year: number, month: number) => dayOf(year, month, 1),
  (year: number, month: number) => dayOf(year, month + 1, 0),
  lastWorkingDay,
]

/** How many days before `day` (counted from 1970-01-01) the days lie that were the same of their months: the first, the last, the last working day. */
export function earlierTurns(day: number, months: number): number[] {
  const date = dateOf(day)
  if (date.getUTCDate() > 1 && date.getUTCDate() < 26) return []
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  const found = new Set<number>()
  for (const turn of turns) {
    if (turn(year, month) !== day) continue
    for (let back = 1; back <= months; back++) found.add(day - turn(year, month - back))
  }
  return [...found]
}
