import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { advise } from '../advise'
import type { SourceState } from '../contract'
import { thisProcess } from '../follow'
import type { Source, SourceDetail, SourcesAnswer, SourceTable } from '../list-contract'
import { unnamed } from '../list-contract'
import { type ControlRow, findControl, listControls } from '../store/controls'
import {
  countLetters,
  type HeardFormat,
  type HeardTable,
  listHeard,
  listHeardTables,
  listMinutes,
} from '../store/heard'
import { findPosition, listPositions, type PositionRow } from '../store/positions'
import { type Known, listKnown } from './known'

const silentMs = 90_000
const heardMs = 600_000
const minuteMs = 60_000
const shown = 60
const meanOf = 5
const mostLetters = 1000

type Parts = {
  now: Date
  position?: PositionRow
  control?: ControlRow
  heard: HeardFormat[]
  tables: HeardTable[]
  minutes: number[]
}

/** How a followed source stands, as the process that follows it last said, and people asked. */
export function stateOf(row: PositionRow | undefined, control: ControlRow | undefined, now: Date) {
  if (control?.paused) return { state: 'paused' as SourceState, detail: `paused by ${control.changedBy}` }
  if (!row) return { state: 'waiting' as SourceState, detail: 'not reached yet' }
  const alive = ['streaming', 'snapshotting', 'connecting'].includes(row.state)
  if (alive && now.getTime() - row.updatedAt.getTime() > silentMs)
    return { state: 'waiting' as SourceState, detail: 'no process has followed it lately' }
  return { state: row.state, detail: row.detail }
}

const latest = (times: (string | null)[]) =>
  times
    .filter((at) => at !== null)
    .sort()
    .at(-1) ?? null

const ended = { state: 'stopped' as Source['state'], detail: 'followed no longer; what came of it stays', advice: null }

function standing({ type }: Known, { now, position, control, heard }: Parts) {
  if (type === 'ended') return ended
  if (type !== 'webhook' && type !== 'http') {
    const { state, detail } = stateOf(position, control, now)
    return { state, detail, advice: advise(state, detail) }
  }
  const lastAt = heard.reduce((at, one) => Math.max(at, one.lastAt.getTime()), 0)
  const state = lastAt === 0 ? 'waiting' : now.getTime() - lastAt < heardMs ? 'receiving' : 'quiet'
  return { state: state as Source['state'], detail: lastAt === 0 ? 'nothing was heard yet' : '', advice: null }
}

function toSource(known: Known, parts: Parts): Source {
  const { position, heard, tables, minutes } = parts
  const sum = (pick: 'accepted' | 'duplicates' | 'rejected') => heard.reduce((all, one) => all + one[pick], 0)
  const followed = Object.keys(position?.tables ?? {}).length
  return {
    name: known.name === '' ? unnamed : known.name,
    type: known.type,
    origin: known.origin,
    ...standing(known, parts),
    position: position?.position ?? null,
    lag_seconds: position?.lagSeconds ?? null,
    lag_bytes: position?.facts?.lag_bytes ?? null,
    progress: position?.progress ?? null,
    last_event_at: position?.lastEventAt?.toISOString() ?? latest(tables.map(({ lastEventAt }) => lastEventAt)),
    last_heard_at: latest([
      ...heard.map(({ lastAt }) => lastAt.toISOString()),
      ...tables.map(({ lastArrivalAt }) => lastArrivalAt),
    ]),
    tables_count: Math.max(followed, tables.length),
    per_minute: minutes.slice(-meanOf).reduce((all, one) => all + one, 0) / meanOf,
    minutes,
    accepted: sum('accepted'),
    duplicates: sum('duplicates'),
    rejected: sum('rejected'),
    formats: heard.map(({ format, accepted, duplicates, rejected, lastAt }) => ({
      ...{ format, accepted, duplicates, rejected },
      last_heard_at: lastAt.toISOString(),
    })),
  }
}

/** The whole minutes before `now`, the oldest first, with what came in each. */
function minutesOf(name: string, counts: { source: string; minute: number; events: number }[], now: Date): number[] {
  const end = Math.floor(now.getTime() / minuteMs) * minuteMs
  const minutes = Array.from({ length: shown }, () => 0)
  for (const { source, minute, events } of counts) {
    const place = shown - (end - minute) / minuteMs
    if (source === name && place >= 0 && place < shown) minutes[place]! += events
  }
  return minutes
}

async function readHeard({ db, now }: Context) {
  const sql = db.$client
  const since = new Date(now.getTime() - (shown + 1) * minuteMs)
  const [heard, tables, counts] = await Promise.all([listHeard(sql), listHeardTables(sql), listMinutes(sql, since)])
  return (name: string) => ({
    heard: heard.filter(({ source }) => source === name),
    tables: tables.filter(({ source }) => source === name),
    minutes: minutesOf(name, counts, now),
  })
}

/** Every source: configured, made here, or only heard of. */
export async function listAllSources(context: Context): Promise<SourcesAnswer> {
  const { db, now } = context
  const known = await listKnown(context)
  const names = known.map(({ name }) => name)
  const [rows, controls, of] = await Promise.all([listPositions(db, names), listControls(db), readHeard(context)])
  const sources = known.map((one) =>
    toSource(one, {
      now,
      position: one.followed ? rows.find(({ name }) => name === one.name) : undefined,
      control: controls.find(({ name }) => name === one.name),
      ...of(one.name),
    }),
  )
  return { sources, count: sources.length, next_cursor: null }
}

const tableOf =
  (position: PositionRow | undefined) =>
  (one: HeardTable): SourceTable => ({
    table: one.table,
    schema: one.schema,
    database: one.database,
    events_total: one.events,
    last_event_at: one.lastEventAt,
    read: position?.tables[`${one.schema}.${one.table}`]?.read ?? null,
    board_id: one.boardId,
  })

/** Those that are followed and have sent nothing yet. */
function silentTables(position: PositionRow | undefined, tables: HeardTable[]): SourceTable[] {
  const heard = new Set(tables.map(({ schema, table }) => `${schema}.${table}`))
  return Object.entries(position?.tables ?? {}).flatMap(([name, { read }]) => {
    const [schema = '', ...rest] = name.split('.')
    const none = { database: '', events_total: 0, last_event_at: null, board_id: null }
    return heard.has(name) ? [] : [{ ...none, schema, table: rest.join('.'), read }]
  })
}

/** One source with all that is known of it. Throws `not_found`. */
export async function getSource(context: Context, given: string): Promise<SourceDetail> {
  const { db, now } = context
  const name = given === unnamed ? '' : given
  const known = (await listKnown(context)).find((one) => one.name === name)
  if (!known) throw new AppError('not_found', `There is no source ${given}`)
  const [found, control, of, letters] = await Promise.all([
    known.followed ? findPosition(db, name) : null,
    findControl(db, name),
    readHeard(context),
    countLetters(db.$client, name, mostLetters),
  ])
  const position = found ?? undefined
  const parts = { now, position, control, ...of(name) }
  const owner = position?.owner && position.state !== 'stopped' ? position.owner : null
  return {
    ...toSource(known, parts),
    connection: known.connection,
    facts: position?.facts ?? null,
    tables: [...parts.tables.map(tableOf(position)), ...silentTables(position, parts.tables)],
    owner: owner ? { process: owner, here: owner === thisProcess, seen_at: position!.updatedAt.toISOString() } : null,
    last_error:
      position?.lastError && position.lastErrorAt
        ? { message: position.lastError, at: position.lastErrorAt.toISOString() }
        : null,
    reread: control?.reread ?? null,
    dead_letters: letters,
    paused: control?.paused ? { by: control.changedBy, at: control.changedAt.toISOString() } : null,
    created_by: known.createdBy,
    created_at: known.createdAt,
  }
}
