import 'server-only'
import { uuidv7 } from 'uuidv7'
import type { Context } from '@/lib/context/context'
import type { Sql } from '@/lib/db/client'
import { Partitions } from '@/lib/db/partitions'
import type { Bounds } from '@/lib/events/bounds'
import { maskOf } from '@/lib/events/privacy'
import type { Refused } from '@/lib/events/sort'
import { getRuntime } from '@/lib/runtime/runtime'
import { Allowance } from '../allowance'
import { insertLetters, type NewLetter } from '../store'
import { writeLetter } from '../write'

/** What was refused of a request: its messages, why, where the events that were read stand, what it said beside them, and what its sender may. */
export type RefusedRequest = {
  messages: readonly unknown[]
  errors: readonly Refused[]
  places: readonly number[]
  hints?: Record<string, unknown>
  bounds?: Bounds
}

const keptOfRequest = 100
const bounds = [
  { ms: 60_000, letters: 600, bytes: 4 * 1024 * 1024 },
  { ms: 86_400_000, letters: 20_000, bytes: 128 * 1024 * 1024 },
]
type State = { allowance: Allowance; figures: { kept: number; dropped: number; failed: number } }
const key = Symbol.for('datawatch.dead-letters')
const holder = globalThis as { [key]?: State }

/** One for the process: routes and the door before them are bundled apart. */
function stateOf(): State {
  holder[key] ??= { allowance: new Allowance(bounds), figures: { kept: 0, dropped: 0, failed: 0 } }
  return holder[key]
}

/**
 * What became of the messages that this process refused: `kept` as dead letters, `dropped` beyond what may be kept,
 * `failed` where the database did not take them.
 */
export const deadLetterFigures = () => ({ ...stateOf().figures })

const partitionsOf = new WeakMap<Sql, Partitions>()
function partitions(sql: Sql, retentionMs: number): Partitions {
  const made = partitionsOf.get(sql) ?? new Partitions(sql, retentionMs)
  partitionsOf.set(sql, made)
  return made
}

/** One letter for each event that a reader made, else one for the message. */
function pickRefused(errors: readonly Refused[]): Refused[] {
  const whole = new Set<number>()
  return errors
    .filter(({ index, draft }) => draft !== undefined || (!whole.has(index) && whole.add(index)))
    .sort((a, b) => a.index - b.index)
}

/**
 * Keeps what was refused of a request, masked, with the reason; as much as may be kept.
 * Never throws: the good events are stored by now, and their sender is to hear it.
 */
export async function keepDeadLetters(
  { db, config, log }: Context,
  { messages, errors, places, hints = {}, bounds }: RefusedRequest,
) {
  if (errors.length === 0) return
  const { allowance, figures } = stateOf()
  const letters: NewLetter[] = []
  try {
    const refused = pickRefused(errors)
    const read = new Set(places)
    for (const error of refused.slice(0, keptOfRequest)) {
      const letter = writeLetter(messages[error.index], error, { hints, bounds, read, mask: maskOf(config) })
      if (!allowance.take(letter.payload.length + letter.message.length, Date.now())) break
      letters.push({ ...letter, id: uuidv7() })
    }
    figures.dropped += refused.length - letters.length
    if (letters.length === 0) return
    const receivedAt = Date.now()
    await partitions(db.$client, config.metrics.retention).ensure('dead_letters', receivedAt, receivedAt)
    await insertLetters(db.$client, new Date(receivedAt).toISOString(), letters)
    figures.kept += letters.length
    getRuntime().live.publish({ topics: ['dead-letters'] })
  } catch (error) {
    figures.failed += letters.length
    log.error({ err: error, letters: letters.length }, 'dead letters could not be kept; the good events are stored')
  }
}
