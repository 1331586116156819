import { readConfig } from '@/lib/config/load'
import type { GivenConfig } from '@/lib/config/schema'
import { closeDatabase, type Database, openDatabase } from '@/lib/db/client'
import { migrateDatabase } from '@/lib/db/migrate'
import { reachDatabase } from './reach-database'
import { migrationsFolder } from './version'

const statementTimeoutMs = 600_000

/** Runs `work` over the database of the configuration. */
export async function withDatabase<T>(work: (db: Database, config: GivenConfig) => Promise<T>): Promise<T> {
  const config = readConfig()
  const server = await reachDatabase(config)
  const db = openDatabase({ url: server.url, poolSize: 6, statementTimeoutMs })
  try {
    await migrateDatabase(server.url, migrationsFolder())
    return await work(db, config)
  } finally {
    await closeDatabase(db)
    await server.stop()
  }
}
