import { expect } from 'vitest'
import { ingest, insertEvent } from './http'

/** The buckets that busy lines are judged in, milliseconds. */
export const bucket = 300_000

/** Events of [from, to), so many in each bucket. */
export function flow(table: string, from: number, to: number, countAt: (at: number) => number) {
  const starts = Array.from({ length: (to - from) / bucket }, (_, index) => from + index * bucket)
  return starts.flatMap((at) =>
    Array.from({ length: countAt(at) }, (_, index) => {
      const timestamp = new Date(at + (index * bucket) / 60).toISOString()
      return insertEvent({ table, timestamp, after: { id: `${table}${timestamp}`, amount: 10 + (index % 3) } })
    }),
  )
}

export async function send(events: unknown[]) {
  for (let from = 0; from < events.length; from += 2000) {
    const answer = await ingest(events.slice(from, from + 2000))
    expect(answer.data).toMatchObject({ rejected: 0 })
  }
}
