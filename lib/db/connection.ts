import 'server-only'
import type { Database } from './client'

/**
 * Keeps one planned connection for `ask`, which gets it as `$planned`: statements that are asked before the first is
 * answered go to the server together, and wake one of its processes instead of one each. All of them have to be awaited.
 */
export async function withConnection<T>(db: Database, ask: (db: Database) => Promise<T>): Promise<T> {
  const sql = await db.$planned.reserve()
  try {
    return await ask(Object.assign(Object.create(db) as Database, { $planned: sql }))
  } finally {
    sql.release()
  }
}
