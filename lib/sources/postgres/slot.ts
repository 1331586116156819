import 'server-only'
import type { Client } from 'pg'
import { AppError } from '@/lib/errors/app-error'
import { connectSource, quoted, type Reached } from './connect'
import { needing } from './failure'

/** `confirmed` is what the slot was told to be committed; `lost` where the server threw away what it should have kept. */
export type Slot = {
  database: string
  plugin: string
  confirmed: string | null
  activePid: number | null
  lost: boolean
  /** What of its log the server keeps for this slot, and how much more it may become before changes are lost; null where not said. */
  keptFrom: string | null
  walStatus: string | null
  safeBytes: number | null
}

export async function findSlot(client: Client, name: string): Promise<Slot | null> {
  const { rows } = await client.query<{ slot: Record<string, unknown> }>(
    'select to_jsonb(s) as slot from pg_replication_slots s where slot_name = $1',
    [name],
  )
  const slot = rows[0]?.slot
  if (!slot) return null
  return {
    database: String(slot.database ?? ''),
    plugin: String(slot.plugin ?? ''),
    confirmed: slot.confirmed_flush_lsn === null ? null : String(slot.confirmed_flush_lsn),
    activePid: slot.active_pid === null ? null : Number(slot.active_pid),
    keptFrom: slot.restart_lsn === null ? null : String(slot.restart_lsn),
    walStatus: slot.wal_status ? String(slot.wal_status) : null,
    safeBytes: typeof slot.safe_wal_size === 'number' ? slot.safe_wal_size : null,
    lost: slot.wal_status === 'lost' || slot.conflicting === true || (slot.invalidation_reason ?? null) !== null,
  }
}

export async function dropSlot(client: Client, name: string) {
  await client.query('select pg_drop_replication_slot($1)', [name])
}

export type CreatedSlot = { position: string; snapshot: string; release(): Promise<void> }

/**
 * Creates the slot. Its changes begin where `snapshot` ends, which can be read until `release`. Waits for the transactions
 * that are open. The server's own words come with the statement to run where rights or slots are missing.
 */
export async function createSlot(
  reached: Reached,
  name: string,
  role: string,
  signal: AbortSignal,
): Promise<CreatedSlot> {
  const client = await connectSource(reached, { replication: true }).catch(
    needing(`ALTER ROLE ${quoted(role)} REPLICATION;`),
  )
  const release = () => client.end().catch(() => {})
  signal.addEventListener('abort', release, { once: true })
  try {
    const { rows } = await client.query<{ consistent_point: string; snapshot_name: string }>(
      `CREATE_REPLICATION_SLOT ${quoted(name)} LOGICAL pgoutput EXPORT_SNAPSHOT`,
    )
    return { position: rows[0]!.consistent_point, snapshot: rows[0]!.snapshot_name, release }
  } catch (error) {
    await release()
    const { code, message } = error as { code?: string; message: string }
    if (code === '53400') {
      const advice =
        "run: ALTER SYSTEM SET max_replication_slots = '20'; and restart the server, or drop a slot nobody uses"
      throw new AppError('conflict', `${message}: ${advice}`, { cause: error })
    }
    return needing(`ALTER ROLE ${quoted(role)} REPLICATION;`)(error)
  }
}

/** The system identifier of the server: one cluster's positions mean nothing in another. */
export async function identifyServer(reached: Reached, role: string): Promise<string> {
  const client = await connectSource(reached, { replication: true }).catch(
    needing(`ALTER ROLE ${quoted(role)} REPLICATION;`),
  )
  try {
    const { rows } = await client.query<{ systemid: string }>('IDENTIFY_SYSTEM')
    return rows[0]!.systemid
  } finally {
    await client.end().catch(() => {})
  }
}
