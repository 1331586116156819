import 'server-only'
import postgres from 'postgres'
import type { Database } from '@/lib/db/client'
import { lockSpaces } from '@/lib/db/locks'

/** The right to follow a source, held by one process at a time. `lost` aborts when the session that holds it ends. */
export type Turn = { lost: AbortSignal; release(): Promise<void> }

/** Takes the turn for a source on a session of its own; null while another process has it. */
export async function takeTurn(db: Database, name: string): Promise<Turn | null> {
  const lost = new AbortController()
  const options = { ...db.$client.options, max: 1, idle_timeout: 0, max_lifetime: null, onclose: () => lost.abort() }
  const session = postgres(options as unknown as postgres.Options<Record<string, never>>)
  const release = () => session.end({ timeout: 1 })
  try {
    const [row] = await session`select pg_try_advisory_lock(${lockSpaces.sources}, hashtext(${name})) as taken`
    if (row?.taken === true) return { lost: lost.signal, release }
  } catch (error) {
    await release()
    throw error
  }
  await release()
  return null
}
