import { orderEvent } from './workload'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** Orders spread evenly over [from, to), in milliseconds; the `index`-th is always the same one. */
export type History = { events: number; from: number; to: number }

/** History of the 30 whole days before the day of `now`, and of that day up to its last whole hour. */
export function layHistory(events: number, now: number): History {
  return { events, from: Math.floor(now / dayMs) * dayMs - 30 * dayMs, to: Math.floor(now / hourMs) * hourMs }
}

export const timeOf = ({ events, from, to }: History, index: number) =>
  from + Math.floor((index * (to - from)) / events)

export const pastOrder = (history: History, index: number) => ({
  ...orderEvent(index, 0),
  timestamp: new Date(timeOf(history, index)).toISOString(),
})

/** Upper bounds of the buckets that a histogram of amounts has in systems that keep no samples: 10 % apart. */
const bounds = Array.from({ length: 67 }, (_, i) => Number((1.1 ** i).toPrecision(4)))

/** A series with one value a minute, what happened in it, at its middle: no window of whole minutes begins or ends there. */
export type MinuteSeries = { name: string; labels: Record<string, string>; at: number[]; values: number[] }

/** The same orders as a scraped system would have them: increments by the minute, under the labels that are asked for. */
export function countByMinute(history: History): MinuteSeries[] {
  const all = new Map<string, MinuteSeries>()
  const add = (minute: number, value: number, name: string, labels: Record<string, string> = {}) => {
    const key = `${name}\0${Object.values(labels).join('\0')}`
    let one = all.get(key)
    if (!one) {
      one = { name, labels: { table: 'orders', schema: 'public', ...labels }, at: [], values: [] }
      all.set(key, one)
    }
    if (one.at.at(-1) !== minute) {
      one.at.push(minute)
      one.values.push(0)
    }
    one.values[one.values.length - 1]! += value
  }
  for (let index = 0; index < history.events; index += 1) {
    const { after } = orderEvent(index, 0)
    const at = timeOf(history, index)
    const minute = at - (at % minuteMs) + minuteMs / 2
    add(minute, 1, 'orders_events')
    add(minute, after.amount, 'orders_amount_sum')
    add(minute, 1, 'orders_amount_count')
    add(minute, 1, 'orders_by_status', { status: after.status! })
    add(minute, 1, 'orders_by_channel', { channel: after.channel! })
    add(minute, 1, 'orders_by_country', { country: after.country! })
    for (let i = bounds.length - 1; i >= 0 && bounds[i]! >= after.amount; i -= 1) {
      add(minute, 1, 'orders_amount_bucket', { le: String(bounds[i]) })
    }
    add(minute, 1, 'orders_amount_bucket', { le: '+Inf' })
  }
  return [...all.values()]
}
