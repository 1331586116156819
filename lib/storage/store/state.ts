import 'server-only'
import type { Queryable, Sql, Transaction } from '@/lib/db/client'
import type { EngineName } from '../engine-contract'

const iso = (at: number) => new Date(at).toISOString()
const time = (text: string) => new Date(text).getTime()

/** What is known of the engine of a database: it holds the minutes of [keptFrom, sealedBefore), milliseconds. */
export type EngineState = {
  engine: EngineName
  installation: string
  keptFrom: number
  sealedBefore: number
  sentThrough: number
  refused: number
  failure: string | null
  failingSince: number | null
  probe: { seriesId: number; bucket: number } | null
  moving: { to: EngineName; before: number } | null
}
type Row = {
  engine: EngineName
  installation: string
  kept_from: string
  sealed_before: string
  sent_through: string
  refused: string
  failure: string | null
  failing_since: string | null
  probe_series: number | null
  probe_bucket: string | null
  moving_to: EngineName | null
  moved_before: string | null
}

const toState = (row: Row): EngineState => ({
  engine: row.engine,
  installation: row.installation,
  keptFrom: time(row.kept_from),
  sealedBefore: time(row.sealed_before),
  sentThrough: Number(row.sent_through),
  refused: Number(row.refused),
  failure: row.failure,
  failingSince: row.failing_since === null ? null : time(row.failing_since),
  probe: row.probe_series === null ? null : { seriesId: row.probe_series, bucket: time(row.probe_bucket!) },
  moving: row.moving_to === null ? null : { to: row.moving_to, before: time(row.moved_before!) },
})

export async function findState(sql: Queryable): Promise<EngineState | null> {
  const [row] = await sql<Row[]>`select * from engine_state`
  return row ? toState(row) : null
}

/** The state, nobody else changing it until the transaction ends. */
export async function lockState(tx: Transaction): Promise<EngineState | null> {
  const [row] = await tx<Row[]>`select * from engine_state for update`
  return row ? toState(row) : null
}

/** Begins with an engine where there is none: it holds nothing before `at`. Answers what is there. */
export async function ensureState(sql: Sql, engine: EngineName, at: number): Promise<EngineState> {
  await sql`
    insert into engine_state (engine, installation, kept_from, sealed_before)
    values (${engine}, replace(gen_random_uuid()::text, '-', ''), ${iso(at)}::timestamptz, ${iso(at)}::timestamptz)
    on conflict do nothing`
  return (await findState(sql))!
}

export async function setSealed(tx: Transaction, before: number): Promise<void> {
  await tx`update engine_state set sealed_before = ${iso(before)}::timestamptz`
}

export async function setKept(tx: Transaction, from: number): Promise<void> {
  await tx`update engine_state set kept_from = ${iso(from)}::timestamptz`
}

export async function setSent(sql: Queryable, through: number, at: number): Promise<void> {
  await sql`update engine_state set sent_through = greatest(sent_through, ${through}), sent_at = ${iso(at)}::timestamptz`
}

export async function addRefused(tx: Transaction, count: number): Promise<void> {
  await tx`update engine_state set refused = refused + ${count}::int`
}

/** Remembers a point that the engine has, where none is remembered yet: an old one tells more. */
export async function keepProbe(
  sql: Queryable,
  { seriesId, bucket }: { seriesId: number; bucket: number },
): Promise<void> {
  await sql`
    update engine_state set probe_series = ${seriesId}::int, probe_bucket = ${iso(bucket)}::timestamptz where probe_series is null`
}

export async function forgetProbe(sql: Queryable): Promise<void> {
  await sql`update engine_state set probe_series = null, probe_bucket = null`
}

/** What went wrong and since when, null once nothing does. */
export async function setFailure(sql: Sql, failure: string | null, at: number): Promise<void> {
  await sql`
    update engine_state set failure = ${failure},
      failing_since = case when ${failure === null} then null else coalesce(failing_since, ${iso(at)}::timestamptz) end
    where failure is distinct from ${failure}`
}

export async function setMoving(sql: Queryable, moving: { to: EngineName; before: number } | null): Promise<void> {
  await sql`
    update engine_state set moving_to = ${moving?.to ?? null}, moved_before = ${moving ? iso(moving.before) : null}::timestamptz`
}

/** Another engine holds now what this one did. */
export async function setEngine(tx: Transaction, engine: EngineName): Promise<void> {
  await tx`
    update engine_state set engine = ${engine}, failure = null, failing_since = null, moving_to = null, moved_before = null,
      probe_series = null, probe_bucket = null`
}

export async function removeState(tx: Transaction): Promise<void> {
  await tx`delete from engine_state`
  await tx`delete from outbox`
  await tx`delete from late_samples`
}
