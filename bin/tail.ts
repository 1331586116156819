import { setTimeout as pause } from 'node:timers/promises'
import { backOff } from '@/lib/sources/back-off'
import { isPassing } from '@/sdk/src/failure'
import { readMessages, type StreamMessage } from '@/sdk/src/server-sent'
import { AnswerError, Api } from './api'
import type { Asked } from './description'
import { exitCodeOf, networkCode } from './exit-code'
import { print, say } from './print'
import { stopSignal } from './stop-signal'
import { paint, plain, type Tone } from './terminal'

const tones: Record<string, Tone> = {
  INSERT: 'green',
  UPDATE: 'blue',
  DELETE: 'red',
  TRUNCATE: 'red',
  SNAPSHOT: 'cyan',
}

type Event = {
  uid: string
  type: string
  table: string
  schema: string
  timestamp: string
  key: string | null
  before: unknown
  after: unknown
}

/** One event as a line for people. */
function lineOf({ type, table, schema, timestamp, after, before }: Event): string {
  const row = after ?? before
  const shown = plain(row ? JSON.stringify(row) : '')
  const room = process.stdout.isTTY ? Math.max(20, (process.stdout.columns || 120) - 60) : shown.length
  const name = plain(schema ? `${schema}.${table}` : table)
  const cut = shown.length > room ? `${shown.slice(0, room - 1)}…` : shown
  return `${timestamp}  ${paint(tones[type] ?? 'dim', type.padEnd(8))}  ${name.padEnd(20)}  ${cut}\n`
}

/** Shows events until `limit`, or until it is stopped; a lost connection goes on after the last event. */
export async function run({ options }: Asked): Promise<number> {
  const api = new Api(options)
  const { table, schema, op, search, after, limit, json } = options as Record<string, string | undefined> & {
    limit?: number
  }
  const signal = stopSignal()
  const given = Object.entries({ table, schema, op, q: search }).filter(([, value]) => value !== undefined)
  const query = new URLSearchParams(given as [string, string][])
  let last = after
  let shown = 0
  let lost = 0

  function show({ event, id, data }: StreamMessage) {
    if (event === 'skipped') say(`${(JSON.parse(data) as { count: number }).count} events were left out`)
    if (event !== 'event') return
    print(json ? `${data}\n` : lineOf(JSON.parse(data) as Event))
    last = id ?? last
    shown += 1
  }

  async function follow() {
    const headers: Record<string, string> = { Accept: 'text/event-stream', ...(last && { 'Last-Event-ID': last }) }
    const answer = await api.request(`/events/stream?${query}`, { headers, signal })
    if (lost > 0) say('Connected again')
    lost = 0
    for await (const message of readMessages(answer.body!)) {
      show(message)
      if (limit !== undefined && shown >= limit) return
    }
  }

  while (!signal.aborted && (limit === undefined || shown < limit)) {
    try {
      await follow()
    } catch (error) {
      if (signal.aborted) break
      const passing =
        exitCodeOf(error) === 3 || (error as Error).name === 'TypeError' || networkCode(error) !== undefined
      const refused = error instanceof AnswerError && !isPassing(error.status)
      if (!passing || refused || (lost === 0 && shown === 0 && last === undefined)) throw error
    }
    if (signal.aborted || (limit !== undefined && shown >= limit)) break
    if (lost === 0) say('The connection was lost; trying again')
    await pause(backOff(lost, 250, 5000), undefined, { signal }).catch(() => {})
    lost += 1
  }
  return signal.aborted ? 130 : 0
}
