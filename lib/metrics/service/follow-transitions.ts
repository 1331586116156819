import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Database } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import type { Interval } from '../grid'
import { countEvents, readEventCounts, readRowValues, readTouched } from '../store/transitions'
import { TransitionMemory } from '../transition-memory'
import { followValue, type Transition } from '../transitions'
import { iso } from './interval'

/** A column of a source table whose values are categories. */
export type Field = { tableId: number; field: string }

const mostEvents = 500_000
/** Of all fields together. */
const mostKept = 1_000_000
/** After so long without a question it costs less to begin anew than to catch up. */
const staleMs = 6 * 3_600_000
/** How far the clocks of processes may be apart. */
const clockSlackMs = 30_000

type Known = { memory: TransitionMemory; events: number; checkedAt: number; turn: Promise<void> }
const known = new WeakMap<Database, Map<string, Known>>()

/** What is known of a field, which becomes the one that was asked for last. */
function recall(db: Database, { tableId, field }: Field): Known {
  const fields = known.get(db) ?? new Map<string, Known>()
  known.set(db, fields)
  const key = `${tableId}\0${field}`
  const own = fields.get(key) ?? {
    memory: new TransitionMemory(),
    events: 0,
    checkedAt: Number.NEGATIVE_INFINITY,
    turn: Promise.resolve(),
  }
  fields.delete(key)
  fields.set(key, own)
  let kept = 0
  for (const { memory } of fields.values()) kept += memory.size
  for (const [oldest, { memory }] of fields) {
    if (kept <= mostKept || oldest === key) break
    kept -= memory.size
    fields.delete(oldest)
  }
  return own
}

/** Forgets what events that have come since may have changed. */
async function catchUp({ db, config, now }: Context, { tableId }: Field, own: Known) {
  const events = (await readEventCounts(db.$client, [tableId])).get(tableId) ?? 0
  if (events !== own.events) {
    const since = own.checkedAt - clockSlackMs - config.database.statement_timeout
    if (now.getTime() - own.checkedAt > staleMs) own.memory.forget([], Number.NEGATIVE_INFINITY)
    else {
      const { minutes, from } = await readTouched(db.$client, tableId, since)
      own.memory.forget(minutes, from)
    }
  }
  own.events = events
  own.checkedAt = now.getTime()
}

async function fill({ db }: Context, { tableId, field }: Field, { memory }: Known, interval: Interval) {
  let left = mostEvents
  for (const stretch of memory.missing(interval)) {
    left -= await countEvents(db.$client, { tableId, ...stretch }, left + 1)
    if (left < 0) {
      throw new AppError(
        'bad_request',
        `from: transitions of ${field} are told from the events of their rows, and from ${iso(interval.from)} on these are more than ${mostEvents.toLocaleString('en')}; ask for less time`,
      )
    }
    const found: Transition[] = []
    for (const { versions, begunAt } of await readRowValues(db.$client, { tableId, field, ...stretch })) {
      for (const one of followValue(versions, begunAt)) {
        if (one.at >= stretch.from && one.at < stretch.to) found.push(one)
      }
    }
    memory.keep(stretch, found)
  }
}

/**
 * The transitions of a field in [from, to), from the versions of its rows. What was told before is kept in the process, by
 * the minute, and only what events have changed since is told anew: so the answer is always that of all events stored by now.
 * Throws `bad_request` where more than 500,000 events would have to be followed.
 */
export function readTransitionsOf(context: Context, field: Field, interval: Interval): Promise<Transition[]> {
  const own = recall(context.db, field)
  const answer = own.turn.then(async () => {
    await catchUp(context, field, own)
    await fill(context, field, own, interval)
    return own.memory.read(interval)
  })
  own.turn = answer.then(
    () => undefined,
    () => undefined,
  )
  return answer
}
