import 'server-only'
import type { Sql, Transaction } from '@/lib/db/client'
import { minuteMs } from '@/lib/metrics/durations'
import type { Log } from '@/lib/runtime/log'
import type { Point, SeriesName, StorageEngine } from '../engine'
import { pointKey } from '../point-fields'
import { keepLate } from '../store/late'
import { listSeriesNames } from '../store/names'
import { countMissed, listQueued, type Queued, removeQueued } from '../store/outbox'
import { addRefused, keepProbe } from '../store/state'

export const pointsAtOnce = 5000
/** What was sent so often and is never found is kept here: the engine drops it without a word. */
const mostMissed = 3

export type DeliveryParts = { sql: Sql; engine: StorageEngine; log: Log }

/** Names of series, each looked up once. */
export class KnownNames {
  #known = new Map<number, SeriesName>()

  async of(sql: Sql, points: readonly Point[]): Promise<Map<number, SeriesName>> {
    const missing = [...new Set(points.map(({ seriesId }) => seriesId))].filter((id) => !this.#known.has(id))
    for (const [id, name] of missing.length > 0 ? await listSeriesNames(sql, missing) : []) this.#known.set(id, name)
    return this.#known
  }
}

const placeOf = ({ seriesId, bucket }: Point) => `${seriesId} ${bucket}`

/** What the engine holds in the places of points. */
async function readBack(engine: StorageEngine, points: readonly Point[]): Promise<Map<string, Point>> {
  const buckets = points.map(({ bucket }) => bucket)
  const from = buckets.reduce((least, bucket) => Math.min(least, bucket), Number.POSITIVE_INFINITY)
  const to = buckets.reduce((most, bucket) => Math.max(most, bucket), 0) + minuteMs
  const wanted = new Set(points.map(placeOf))
  const seriesIds = [...new Set(points.map(({ seriesId }) => seriesId))].sort((a, b) => a - b)
  const found = await engine.read({ seriesIds, from, to })
  return new Map(found.filter((point) => wanted.has(placeOf(point))).map((point) => [placeOf(point), point]))
}

type Sorted = { held: Queued[]; other: Queued[]; absent: Queued[] }

/** Which points the engine holds as they are, which otherwise, and which not at all. */
async function compareBack(engine: StorageEngine, rows: Queued[]): Promise<Sorted> {
  const found =
    rows.length > 0
      ? await readBack(
          engine,
          rows.map(({ point }) => point),
        )
      : new Map<string, Point>()
  const sorted: Sorted = { held: [], other: [], absent: [] }
  for (const row of rows) {
    const there = found.get(placeOf(row.point))
    sorted[!there ? 'absent' : pointKey(there) === pointKey(row.point) ? 'held' : 'other'].push(row)
  }
  return sorted
}

async function settle(tx: Transaction, { held, other, absent }: Sorted) {
  const points = (rows: Queued[]) => rows.map(({ point }) => point)
  await keepLate(tx, points(absent), false)
  await keepLate(tx, points(other), true)
  if (absent.length + other.length > 0) await addRefused(tx, absent.length + other.length)
  await removeQueued(
    tx,
    [...held, ...other, ...absent].map(({ id }) => id),
  )
}

/**
 * Sends rows of the outbox to the engine. What it refuses for good and does not hold is kept here from then on. Those that it
 * took are gone from the outbox where it is durable, and else stay to be confirmed. Throws `EngineError`.
 */
export async function sendQueued(
  { sql, engine, log }: DeliveryParts,
  rows: Queued[],
  names: KnownNames,
): Promise<void> {
  const points = rows.map(({ point }) => point)
  const refused = await engine.write(points, await names.of(sql, points))
  const places = new Set(refused.points.map(placeOf))
  const back = rows.filter(({ point }) => places.has(placeOf(point)))
  const sorted = await compareBack(engine, back)
  const lost = sorted.absent.length + sorted.other.length
  if (lost > 0)
    log.warn({ points: lost, reason: refused.reason }, `${engine.name} refuses minutes; they stay in PostgreSQL`)
  const taken = engine.durable ? rows.filter(({ point }) => !places.has(placeOf(point))) : []
  if (back.length === 0 && taken.length === 0) return
  const [sample] = taken
  await sql.begin(async (tx) => {
    await settle(tx, { ...sorted, held: [...sorted.held, ...taken] })
    if (sample) await keepProbe(tx, sample.point)
  })
}

/**
 * Looks whether the engine holds the rows of the outbox up to the id `through`, which were sent a while ago: those may go. What is
 * missing is sent again. Throws `EngineError`.
 */
export async function confirmSent(parts: DeliveryParts, through: number, names: KnownNames): Promise<void> {
  const { sql, engine } = parts
  for (let after = 0; ; ) {
    const rows = await listQueued(sql, { after, through }, pointsAtOnce)
    if (rows.length === 0) return
    after = rows.at(-1)!.id
    const sorted = await compareBack(engine, rows)
    const given = sorted.absent.filter(({ missed }) => missed >= mostMissed)
    const again = sorted.absent.filter(({ missed }) => missed < mostMissed)
    const [sample] = sorted.held
    await sql.begin((tx) => settle(tx, { ...sorted, absent: given }))
    if (sample) await keepProbe(sql, sample.point)
    if (again.length === 0) continue
    parts.log.warn({ points: again.length }, `${engine.name} does not hold what it took; it is sent again`)
    await countMissed(
      sql,
      again.map(({ id }) => id),
    )
    await sendQueued(parts, again, names)
  }
}

/** Whether the engine still has a point that it had. Throws `EngineError`. */
export async function holdsProbe(engine: StorageEngine, { seriesId, bucket }: { seriesId: number; bucket: number }) {
  const found = await engine.read({ seriesIds: [seriesId], from: bucket, to: bucket + minuteMs })
  return found.length > 0
}
