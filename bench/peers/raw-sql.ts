import postgres from 'postgres'
import type { Question } from '../questions'
import { type Answer, place, type System } from './prom-like'

const units: Record<string, string> = { '1h': 'hour', '1d': 'day' }
const iso = (at: number) => new Date(at).toISOString()

/** The same questions in SQL over the raw events, without any rollup. */
export function askRawEvents(databaseUrl: string): System {
  const sql = postgres(databaseUrl, { max: 12, onnotice: () => {}, connection: { timezone: 'UTC' } })
  const run = ({ ask: { from, to, step }, sql: value, by }: Question) => sql<
    { grp: string; step: Date; value: string }[]
  >`
    select ${by ? sql`after->>${by}` : sql`''`} as grp,
      ${step ? sql`date_trunc(${units[step]!}, event_at, 'UTC')` : sql`${iso(from)}::timestamptz`} as step,
      ${sql.unsafe(value)} as value
    from events
    where table_id = (select id from source_tables where name = 'orders')
      and event_at >= ${iso(from)}::timestamptz and event_at < ${iso(to)}::timestamptz and type = 'INSERT'
    group by 1, 2`
  return {
    name: 'SQL over raw events',
    ask: run,
    askAll: (questions) => Promise.all(questions.map(run)),
    read: async (question): Promise<Answer> =>
      new Map((await run(question)).map(({ grp, step, value: one }) => [place(grp, step.getTime()), Number(one)])),
    stop: () => sql.end(),
  }
}
