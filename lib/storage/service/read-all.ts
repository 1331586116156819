import 'server-only'
import type { Sql } from '@/lib/db/client'
import type { Point, StorageEngine } from '../engine'
import { listWhole } from '../store/late'
import type { Stretch } from '../store/minutes'
import { listSampledSeries } from '../store/names'

const seriesAtOnce = 500

/** What the engine holds of all series in a stretch, without what is no more to be read of it. */
export async function readAll(sql: Sql, engine: StorageEngine, stretch: Stretch): Promise<Point[]> {
  const ids = await listSampledSeries(sql)
  const whole = await listWhole(sql, { seriesIds: ids, ...stretch })
  const left = new Set(whole.map(({ seriesId, bucket }) => `${seriesId} ${bucket}`))
  const points: Point[] = []
  for (let at = 0; at < ids.length; at += seriesAtOnce) {
    points.push(...(await engine.read({ seriesIds: ids.slice(at, at + seriesAtOnce), ...stretch })))
  }
  return points.filter(({ seriesId, bucket }) => !left.has(`${seriesId} ${bucket}`))
}
