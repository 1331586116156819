import 'server-only'
import { createHash } from 'node:crypto'
import type { Config } from '@/lib/config/schema'
import type { Sql } from '@/lib/db/client'
import { readIdentity } from '@/lib/metrics/store/closed'

/** Counted up whenever the same question is answered in another way. */
const format = 1

const digest = (...parts: unknown[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16)

/**
 * What installations that share one Redis are told apart by: `database` names the one that processes work on, `answers` also how
 * they are configured to answer.
 */
export async function identify(sql: Sql, { metrics }: Config): Promise<{ database: string; answers: string }> {
  const { database, history } = await readIdentity(sql)
  return { database: digest(database), answers: digest(format, database, history, metrics) }
}
