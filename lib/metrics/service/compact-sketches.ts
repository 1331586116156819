import 'server-only'
import type { Sql, Transaction } from '@/lib/db/client'
import type { Partitions } from '@/lib/db/partitions'
import { dayMs, hourMs, weekMs } from '../fold'
import { coarsenSketches, type SketchRow, SketchSet } from '../sketch/sketch-set'
import { takeCompaction } from '../store/compact'
import { readEnded, setSketched, takeLogged } from '../store/sketch-log'
import { findSketches, putSketches, type SketchTable, sketchTables } from '../store/sketches'

/** What is taken from the log by one statement, and how many sketches a transaction gathers; these are all held at once. */
const atOnce = { limit: 500, bytes: 256 * 1024 }
const mostGathered = 10_000
const writtenAtOnce = 200

/** Adds sketches, ascending by series and bucket, to those that are kept. */
async function addInto(tx: Transaction, table: SketchTable, rows: readonly SketchRow[]) {
  for (let start = 0; start < rows.length; start += writtenAtOnce) {
    const some = rows.slice(start, start + writtenAtOnce)
    const whole = new SketchSet()
    for (const row of await findSketches(tx, table, some)) whole.add(row)
    for (const row of some) whole.add(row)
    await putSketches(tx, table, whole.rows())
  }
}

type Parts = { sql: Sql; partitions: Partitions }

/** Adds sketches by the minute, of whole series, to those of each resolution. */
async function addMinutes(tx: Transaction, minutes: SketchRow[]) {
  const hours = coarsenSketches(minutes, hourMs)
  const days = coarsenSketches(hours, dayMs)
  await addInto(tx, 'sketches_1m', minutes)
  await addInto(tx, 'sketches_1h', hours)
  await addInto(tx, 'sketches_1d', days)
}

/** How many packs were taken from the log; none where another process is at it. */
async function compactSome(tx: Transaction, partitions: Partitions): Promise<number> {
  if (!(await takeCompaction(tx))) return 0
  const ended = await readEnded(tx)
  const found = new SketchSet()
  let taken = 0
  let more = true
  while (more && found.size < mostGathered) {
    const packs = await takeLogged(tx, atOnce, (row) => found.add(row))
    taken += packs
    more = packs > 0
  }
  const now = Date.now()
  for (const week of found.spans(weekMs)) {
    for (const table of Object.values(sketchTables)) await partitions.ensure(table, week, now)
  }
  for (const minutes of found.parts(writtenAtOnce)) await addMinutes(tx, minutes)
  if (!more) await setSketched(tx, ended)
  return taken
}

/** Adds all sketches in the log into those of each resolution, some at a time; each of these moves as a whole or not at all. */
export async function compactSketches({ sql, partitions }: Parts): Promise<void> {
  while ((await sql.begin((tx) => compactSome(tx, partitions))) > 0);
}
