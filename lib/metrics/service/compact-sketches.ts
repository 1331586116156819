import 'server-only'
import type { Sql, Transaction } from '@/lib/db/client'
import type { Partitions } from '@/lib/db/partitions'
import { dayMs, hourMs, weekMs } from '../fold'
import { coarsenSketches, type SketchRow, SketchSet } from '../sketch/sketch-set'
import { takeCompaction } from '../store/compact'
import { findSketches, putSketches, type SketchTable, takeLogged } from '../store/sketches'

/** What is taken in one transaction; its sketches are all held at once. */
const atOnce = { limit: 2000, bytes: 2 * 1024 * 1024 }
const writtenAtOnce = 500

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

/** How many packs were taken from the log; none where another process is at it. */
async function compactSome(tx: Transaction, partitions: Partitions): Promise<number> {
  if (!(await takeCompaction(tx))) return 0
  const found = new SketchSet()
  const taken = await takeLogged(tx, atOnce, (row) => found.add(row))
  const minutes = found.rows()
  const hours = coarsenSketches(minutes, hourMs)
  const days = coarsenSketches(hours, dayMs)
  const levels: [SketchTable, SketchRow[]][] = [
    ['sketches_1m', minutes],
    ['sketches_1h', hours],
    ['sketches_1d', days],
  ]
  const now = Date.now()
  const weeks = new Set(days.map(({ bucket }) => bucket - (bucket % weekMs)))
  for (const [table] of levels) for (const week of weeks) await partitions.ensure(table, week, now)
  for (const [table, rows] of levels) await addInto(tx, table, rows)
  return taken
}

/** Adds all sketches in the log into those of each resolution, some at a time; each of these moves as a whole or not at all. */
export async function compactSketches({ sql, partitions }: Parts): Promise<void> {
  while ((await sql.begin((tx) => compactSome(tx, partitions))) > 0);
}
