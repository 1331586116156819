import 'server-only'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

export type Sql = postgres.Sql
export type Transaction = postgres.TransactionSql

/** Drizzle for the stores, and `$client` (postgres.js) for the few statements of the write path. */
export type Database = PostgresJsDatabase & { $client: Sql }

type Options = { url: string; poolSize: number; statementTimeoutMs: number }

/** A pool of bounded connections: a frozen server fails a request instead of hanging it. */
export function openDatabase({ url, poolSize, statementTimeoutMs }: Options): Database {
  const client = postgres(url, {
    max: poolSize,
    connect_timeout: 5,
    idle_timeout: 60,
    max_lifetime: 30 * 60,
    onnotice: () => {},
    connection: {
      application_name: 'datawatch',
      statement_timeout: statementTimeoutMs,
      lock_timeout: 10_000,
      idle_in_transaction_session_timeout: 60_000,
      timezone: 'UTC',
    },
  })
  return drizzle(client)
}
