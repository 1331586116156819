import { setImmediate as turn } from 'node:timers/promises'
import { type PreparedEvent, prepareEvent } from '@/lib/events/prepare'
import { type Verdict, Writer } from '@/lib/events/writer'

export const event = (id: string): PreparedEvent =>
  prepareEvent({
    id,
    type: 'INSERT',
    source: '',
    database: '',
    schema: 'public',
    table: 'orders',
    at: 0,
    before: null,
    after: { id },
    key: null,
    detail: null,
    upsert: false,
  })
export const batch = (name: string, size: number) => Array.from({ length: size }, (_, i) => event(`${name}${i}`))
export const verdictOf = ({ id }: PreparedEvent): Verdict => ({ kind: 'refused', code: id, message: '' })
export const codes = (verdicts: Verdict[]) =>
  verdicts.map((verdict) => ('code' in verdict ? verdict.code : verdict.kind))
export const bounds = {
  queueEvents: 100,
  queueBytes: 1_000_000,
  groupEvents: 10,
  inFlight: 1,
  overlapEvents: 1,
  returnMs: 0,
}

/** A writer whose commits end when they are told to, and what each was given. */
export function openWriter(own: Partial<typeof bounds> = {}) {
  const groups: { ids: string[]; end(error?: unknown): Promise<void> }[] = []
  const writer = new Writer(
    (events) =>
      new Promise((resolve, reject) => {
        const end = (error?: unknown) => {
          if (error === undefined) resolve(events.map(verdictOf))
          else reject(error)
          return turn()
        }
        groups.push({ ids: events.map(({ id }) => id), end })
      }),
    { ...bounds, ...own },
  )
  return { writer, groups }
}
