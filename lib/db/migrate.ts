import 'server-only'
import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { locks } from './locks'

/** Brings the database to the newest schema; the lock lets one process do it while the others wait. */
export async function migrateDatabase(url: string, folder = join(process.cwd(), 'drizzle', 'migrations')) {
  const client = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} })
  try {
    await client`select pg_advisory_lock(${locks.migration})`
    await migrate(drizzle(client), { migrationsFolder: folder })
  } finally {
    await client.end({ timeout: 5 })
  }
}
