import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { Sql } from './client'

/** Who makes a partition of the same table waits as long as detaching does: so briefly at a time, and apart. */
const waitMs = 300
const tries = 10
const lockNotHad = '55P03'

type Standing = { attached: boolean; pending: boolean; otherPending: boolean }

async function findStanding(sql: Sql, parent: string, name: string): Promise<Standing> {
  const [standing] = await sql<Standing[]>`
    select coalesce(bool_or(inhrelid = to_regclass(${name})), false) as attached,
      coalesce(bool_or(inhdetachpending and inhrelid = to_regclass(${name})), false) as pending,
      coalesce(bool_or(inhdetachpending and inhrelid <> to_regclass(${name})), false) as "otherPending"
    from pg_inherits where inhparent = ${parent}::regclass`
  return standing!
}

/** Detaches a partition, or ends the detaching that was given up; PostgreSQL detaches one of a table at a time. */
async function detach(sql: Sql, parent: string, name: string): Promise<boolean> {
  const { attached, pending, otherPending } = await findStanding(sql, parent, name)
  if (!attached) return true
  if (otherPending) return false
  await sql.unsafe(`alter table ${parent} detach partition ${name} ${pending ? 'finalize' : 'concurrently'}`)
  return true
}

/**
 * Detaches a partition without stopping its writers and readers, and drops it. Answers whether it is gone: not while a query
 * reads it, or another one that is being detached; it is then to be tried again later.
 */
export async function removePartition(sql: Sql, parent: string, name: string): Promise<boolean> {
  await sql.unsafe(`set lock_timeout = ${waitMs}`)
  try {
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      try {
        if (!(await detach(sql, parent, name))) return false
        await sql.unsafe(`drop table if exists ${name}`)
        return true
      } catch (error) {
        if ((error as { code?: unknown }).code !== lockNotHad) throw error
        await pause(waitMs)
      }
    }
    return false
  } finally {
    await sql`reset lock_timeout`
  }
}
