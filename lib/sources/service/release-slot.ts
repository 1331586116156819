import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '@/lib/context/context'
import { connectSource, type PostgresSource } from '../postgres/connect'
import { dropSlot, findSlot, identifyServer } from '../postgres/slot'
import { findPosition } from '../store/positions'

export type Released = { slot: 'dropped' | 'none' | 'left'; advice: string | null }

const patienceMs = 12_000
const lookMs = 250

/** `identity`: of the server and database where the slot was made. */
async function release(source: PostgresSource, identity: string): Promise<Released> {
  const client = await connectSource(source)
  try {
    const { rows } = await client.query<{ name: string; role: string }>(
      'select current_database() as name, current_user as role',
    )
    const { name, role } = rows[0]!
    if (`${await identifyServer(source, role)}/${name}` !== identity)
      throw new Error('the address leads to another database than the one that it was made in')
    for (let waited = 0; ; waited += lookMs) {
      const slot = await findSlot(client, source.slot)
      if (!slot) return { slot: 'none', advice: null }
      if (slot.activePid === null) break
      if (waited > patienceMs) throw new Error('it is still read')
      await pause(lookMs)
    }
    await dropSlot(client, source.slot)
    return { slot: 'dropped', advice: null }
  } finally {
    client.end().catch(() => {})
  }
}

/** Drops the slot of a source that is over, once the process that read it has let go. One that was never ours is left. */
export async function releaseSlot({ db, log }: Context, source: PostgresSource): Promise<Released> {
  const known = await findPosition(db, source.name)
  if (!known || known.slot !== source.slot || known.position === null) return { slot: 'none', advice: null }
  const advice = `SELECT pg_drop_replication_slot('${source.slot}');`
  return release(source, known.identity).catch((error: Error) => {
    log.warn({ source: source.name, slot: source.slot, reason: error.message }, 'the slot of a deleted source is left')
    return { slot: 'left' as const, advice }
  })
}
