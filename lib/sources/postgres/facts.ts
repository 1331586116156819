import 'server-only'
import type { Client } from 'pg'
import type { SourceConfig } from '@/lib/config/schema'
import type { Database } from '@/lib/db/client'
import type { ServerFacts } from '../contract'
import { findPosition, updatePosition } from '../store/positions'
import { parseLsn } from './lsn'
import { findSlot } from './slot'

const behind = (end: bigint, from: string | null) => {
  const at = from === null ? null : parseLsn(from)
  return at === null ? null : Number(end > at ? end - at : 0n)
}

/** Where the log of the server ends, and what of it the slot still needs; `position` is what is committed here. */
async function readFacts(client: Client, slotName: string, position: string | null): Promise<ServerFacts> {
  const { rows } = await client.query<{ lsn: string }>('select pg_current_wal_lsn()::text as lsn')
  const end = parseLsn(rows[0]!.lsn) ?? 0n
  const slot = await findSlot(client, slotName)
  return {
    end: rows[0]!.lsn,
    lag_bytes: behind(end, position) ?? 0,
    kept_bytes: behind(end, slot?.keptFrom ?? null),
    wal_status: slot?.walStatus ?? null,
    safe_bytes: slot?.safeBytes ?? null,
  }
}

/** Keeps what the server says now, by which others also see that somebody follows it. */
export async function keepFacts(client: Client, db: Database, { name, slot }: SourceConfig) {
  const facts = await readFacts(client, slot, (await findPosition(db, name))?.position ?? null)
  await updatePosition(db, name, { facts, updatedAt: new Date() })
}
