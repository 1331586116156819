import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from '@/lib/config/schema'
import type { Sql } from '@/lib/db/client'
import { Partitions } from '@/lib/db/partitions'
import { Compactor } from '@/lib/metrics/service/compactor'
import { createLog } from '@/lib/runtime/log'
import type { StorageEngine } from '@/lib/storage/engine'
import type { EngineName } from '@/lib/storage/engine-contract'
import { openEngine } from '@/lib/storage/open-engine'
import { retentionsOf } from '@/lib/storage/retention'
import { keptSince } from '@/lib/storage/service/care'
import { extendBack } from '@/lib/storage/service/extend'
import { Feeder } from '@/lib/storage/service/feeder'
import { copyBetween, handOver, moveBack, whileUnfed } from '@/lib/storage/service/move'
import { type Difference, verifyExtended } from '@/lib/storage/service/verify'
import { measureOutbox } from '@/lib/storage/store/outbox'
import { ensureState, findState } from '@/lib/storage/store/state'
import { progressBar, timeLeft } from './progress-bar'

type Metrics = Config['metrics']
type Job = { sql: Sql; metrics: Metrics; to: EngineName | 'postgres'; json: boolean; stopping(): boolean }
type Step = { done: number; of: number; rows: number }
/** `series` were compared; `differing` is empty where all agree. */
type Outcome = { rows: number; series: number | null; differing: Difference[]; from: string | null; notes: string[] }

const figure = new Intl.NumberFormat('en').format
const minuteMs = 60_000
/** So many rows may wait before more are put into the outbox. */
const roomy = 200_000
/** As in the server: longer than an engine keeps what it acknowledged in memory alone. */
const confirmMs = 30_000

/** Goes through all steps with a bar on the terminal; answers how many rows there were. */
async function showing(steps: AsyncGenerator<Step>, json: boolean): Promise<number> {
  const bar = progressBar(process.stderr, json)
  const startedAt = performance.now()
  let rows = 0
  for await (const step of steps) {
    rows = step.rows
    const share = step.of === 0 ? 1 : step.done / step.of
    bar.show(share, `${figure(rows)} minutes of series, ${timeLeft(startedAt, share)}`)
  }
  bar.end()
  return rows
}

function feederOf({ sql, metrics }: Job, engine: StorageEngine): Feeder {
  const log = createLog('error')
  const compactor = new Compactor({ sql, partitions: new Partitions(sql, metrics.retention), log })
  return new Feeder({
    sql,
    engine,
    wanted: engine.name,
    compact: () => compactor.run(),
    log,
    settleMs: metrics.settle,
    confirmMs,
    keepMs: retentionsOf(metrics).rollups_1m,
    outboxRows: metrics.outbox_max_rows,
  })
}

/** Feeds, whoever does it, until no more than `most` rows wait. Throws what keeps the engine from taking them. */
async function drain(job: Job, feeder: Feeder, most: number) {
  for (;;) {
    await feeder.run()
    if ((await measureOutbox(job.sql, most)).rows <= most || job.stopping()) return
    const failure = (await findState(job.sql))?.failure
    if (failure) throw new Error(failure)
    await pause(1000)
  }
}

async function moveIn(job: Job, to: EngineName): Promise<Outcome> {
  const { sql, metrics, stopping } = job
  const now = Date.now()
  const state = await ensureState(sql, to, now - (now % minuteMs))
  const engine = openEngine(to, metrics, state.installation)!
  try {
    const report = await engine.check()
    const keepMs = Math.min(retentionsOf(metrics).rollups_1m, report.keepsMs ?? Number.POSITIVE_INFINITY)
    const since = Math.max(
      keptSince(now, keepMs),
      report.takesBackMs === null ? 0 : now - report.takesBackMs + minuteMs,
    )
    const feeder = feederOf(job, engine)
    await drain(job, feeder, 0)
    const room = () => drain(job, feeder, roomy)
    const rows = await showing(extendBack(sql, { since, room, stopping }), job.json)
    await drain(job, feeder, 0)
    const notes = report.takesBackMs === null ? [] : report.warnings
    if (stopping()) return { rows, series: null, differing: [], from: null, notes }
    const after = (await findState(sql))!
    await drain(job, feeder, 0)
    await feeder.stop()
    const verified = await verifyExtended(sql, engine, { from: after.keptFrom, to: after.sealedBefore })
    return { rows, ...verified, from: new Date(after.keptFrom).toISOString(), notes }
  } finally {
    await engine.close()
  }
}

async function moveAcross(job: Job, from: StorageEngine, to: StorageEngine): Promise<Outcome> {
  const { sql, stopping } = job
  await to.check()
  const feeder = feederOf(job, from)
  return whileUnfed(
    sql,
    () => drain(job, feeder, 0),
    async () => {
      const rows = await showing(copyBetween(sql, from, to, { stopping }), job.json)
      if (stopping()) return { rows, series: null, differing: [], from: null, notes: [] }
      if (!to.durable) await pause(confirmMs)
      const verified = await handOver(sql, from, to)
      const state = (await findState(sql))!
      return {
        rows,
        ...verified,
        from: new Date(state.keptFrom).toISOString(),
        notes: [`set metrics.storage: ${to.name}, and start DataWatch again`],
      }
    },
  )
}

async function moveOut(job: Job, engine: StorageEngine | null): Promise<Outcome> {
  const { sql, metrics, stopping } = job
  const feeder = engine ? feederOf(job, engine) : null
  const settle = async () => {
    if (feeder) await drain(job, feeder, 0)
  }
  return whileUnfed(sql, settle, async () => {
    const rows = await showing(moveBack(sql, engine, metrics.retention, { stopping }), job.json)
    const notes =
      metrics.storage === 'embedded' || metrics.storage === 'postgres'
        ? []
        : ['set metrics.storage: embedded or postgres, and start DataWatch again']
    return { rows, series: null, differing: [], from: null, notes }
  })
}

async function move(job: Job): Promise<Outcome> {
  const { sql, metrics, to } = job
  const state = await findState(sql)
  const open = (name: EngineName) => openEngine(name, metrics, state!.installation)
  if (to === 'postgres') {
    if (!state) throw new Error('all minutes are in PostgreSQL already')
    return moveOut(job, open(state.engine))
  }
  if (!state || state.engine === to) return moveIn(job, to)
  const from = open(state.engine)
  if (!from)
    throw new Error(
      `minutes rest in ${state.engine}, and the configuration has no metrics.${state.engine} to read them from`,
    )
  const other = open(to)!
  try {
    return await moveAcross(job, from, other)
  } finally {
    await Promise.all([from.close(), other.close()])
  }
}

function inWords({ rows, series, differing, from, notes }: Outcome, stopped: boolean): string {
  const lines = [
    `${figure(rows)} minutes of series were copied${from ? `; the engine holds minutes from ${from}` : ''}`,
  ]
  if (series !== null)
    lines.push(
      `${figure(series)} series compared by count and sum: ${differing.length === 0 ? 'all equal' : `${differing.length} differ`}`,
    )
  for (const { seriesId, one, other } of differing.slice(0, 20))
    lines.push(`  series ${seriesId}: had ${one}, has ${other} (count, sum, change)`)
  if (stopped) lines.push('Stopped; the same command goes on where it was')
  return `${[...lines, ...notes].join('\n')}\n`
}

/** Moves minutes between PostgreSQL and engines; answers the exit code. */
export async function moveStorage(job: Job): Promise<number> {
  const outcome = await move(job)
  const stopped = job.stopping()
  process.stdout.write(job.json ? `${JSON.stringify({ ...outcome, stopped }, null, 2)}\n` : inWords(outcome, stopped))
  if (stopped) return 130
  return outcome.differing.length === 0 ? 0 : 1
}
