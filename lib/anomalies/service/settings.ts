import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import { decodeCursor, encodeCursor } from '@/lib/http/cursor'
import { requireMetric } from '@/lib/metrics/service/find'
import {
  type DetectionList,
  type DetectionListQuery,
  type DetectionSettings,
  detectionStates,
  type MetricDetection,
} from '../detection-contract'
import { defaults, defaultsOfRates, type Settled } from '../obey'
import { announceAnomalies, judgeAnew } from '../store/passes'
import type { Queryable } from '../store/samples'
import {
  findSettings,
  listSettings,
  lockSettings,
  removeSettings,
  type SettingsRow,
  upsertSettings,
} from '../store/settings'
import { isMutedAt, toSettled } from './settled'
import { describeAll, describeMetric, readWatch } from './status'

async function answer(db: Queryable, context: Context, name: string, row: SettingsRow | undefined) {
  const { tableName } = await requireMetric(context, name)
  const watch = await readWatch(db, context, tableName ?? '')
  return describeMetric(watch, { metricName: name, table: tableName, row, now: context.now })
}

/** How a metric is watched: settings and status. Throws `not_found` with the nearest names. */
export async function getDetection(context: Context, name: string): Promise<MetricDetection> {
  await requireMetric(context, name)
  return answer(context.db, context, name, await findSettings(context.db, name))
}

function requireFuture({ muted_until }: DetectionSettings, now: Date) {
  if (muted_until === null || Date.parse(muted_until) > now.getTime()) return
  const message = `is over; expected a time after ${now.toISOString()}, or null until further notice`
  const issues = [{ path: 'muted_until', code: 'custom', message }]
  throw new AppError('invalid_input', `Body muted_until: ${message}`, { issues })
}

/** A mute that goes on keeps its beginning; one that is ended stays, so that nothing of its time is raised later. */
function muteOf(given: DetectionSettings, before: SettingsRow | undefined, now: Date) {
  const goesOn = isMutedAt(before, now)
  if (!given.muted) {
    const until = goesOn ? now : (before?.mutedUntil ?? null)
    return { mutedFrom: before?.mutedFrom ?? null, mutedUntil: before?.mutedFrom ? until : null }
  }
  const mutedUntil = given.muted_until === null ? null : new Date(given.muted_until)
  return { mutedFrom: goesOn ? (before?.mutedFrom ?? now) : now, mutedUntil }
}

/** What of settings says how to judge, and what says whether to tell. */
const judging = (row: SettingsRow | undefined, usual: Settled) => toSettled(row) ?? usual
const muting = (row: SettingsRow | undefined) => [row?.mutedFrom ?? null, row?.mutedUntil ?? null]

/**
 * Replaces the settings of a metric; what is left out is as usual. The next pass judges its last two days anew where the judging changes.
 * The same again changes nothing. Throws `not_found`, and `invalid_input` for a mute that is over.
 */
export async function setDetection(context: Context, name: string, given: DetectionSettings): Promise<MetricDetection> {
  const { kind } = await requireMetric(context, name)
  const usual = kind === 'check' ? defaultsOfRates : defaults
  const { now, actor } = context
  requireFuture(given, now)
  return context.db.transaction(async (tx) => {
    await lockSettings(tx, name)
    const before = await findSettings(tx, name)
    const row: SettingsRow = {
      metricName: name,
      sensitivity: given.sensitivity,
      direction: given.direction,
      floorAbsolute: given.floor_absolute,
      floorPercent: given.floor_percent,
      excluded: given.excluded,
      ...muteOf(given, before, now),
      updatedAt: now,
      updatedBy: actor.kind === 'user' || actor.kind === 'key' ? actor.name : null,
    }
    const isJudgedAlike = isDeepStrictEqual(judging(before, usual), judging(row, usual))
    if (before && isJudgedAlike && isDeepStrictEqual(muting(before), muting(row)))
      return answer(tx, context, name, before)
    await upsertSettings(tx, row)
    if (!isJudgedAlike) await judgeAnew(tx, { metricName: name })
    await announceAnomalies(tx)
    return answer(tx, context, name, row)
  })
}

/** Has a metric watched as usual again. Throws `not_found`. */
export async function resetDetection(context: Context, name: string): Promise<MetricDetection> {
  await requireMetric(context, name)
  return context.db.transaction(async (tx) => {
    await lockSettings(tx, name)
    if (await removeSettings(tx, name)) {
      await judgeAnew(tx, { metricName: name })
      await announceAnomalies(tx)
    }
    return answer(tx, context, name, undefined)
  })
}

/** How every watched metric is watched, by name, a page at a time. */
export async function listDetection(context: Context, query: DetectionListQuery): Promise<DetectionList> {
  const { db, now } = context
  const after = query.cursor === undefined ? '' : decodeCursor(query.cursor)
  const wanted = query.q?.trim().toLowerCase() ?? ''
  const all = describeAll(await readWatch(db, context), await listSettings(db), now)
  const named = all.filter(({ metric_name }) => metric_name.toLowerCase().includes(wanted))
  const states = Object.fromEntries(
    detectionStates.map((state) => [state, named.filter(({ status }) => status.state === state).length]),
  ) as DetectionList['states']
  const left = named.filter(
    ({ metric_name, status }) => metric_name > after && (query.state === undefined || status.state === query.state),
  )
  const metrics = left.slice(0, query.limit)
  const last = metrics.at(-1)
  const next_cursor = left.length > metrics.length && last ? encodeCursor(last.metric_name) : null
  return { metrics, count: metrics.length, next_cursor, states }
}
