import 'server-only'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

export type Sql = postgres.Sql
export type Transaction = postgres.TransactionSql
/** What takes statements: the pool, each then a transaction of its own, or a transaction. */
export type Queryable = Sql | Transaction
/** A part of a statement, to be put into another. */
export type Fragment = postgres.PendingQuery<postgres.Row[]>

/**
 * Drizzle for the stores; `$client` is its pool, and `$planned` one for statements that are always the same and asked all
 * the time: each connection plans them once.
 */
export type Database = PostgresJsDatabase & { $client: Sql; $planned: Sql }

type Options = { url: string; poolSize: number; statementTimeoutMs: number }

/** Between tries to reach a server that is away: it may be back at any moment. */
const reconnectSeconds = 0.2

function connect({ url, poolSize, statementTimeoutMs }: Options, name: string, settings: Record<string, string>): Sql {
  return postgres(url, {
    max: poolSize,
    connect_timeout: 2,
    backoff: () => reconnectSeconds,
    idle_timeout: 60,
    max_lifetime: 30 * 60,
    onnotice: () => {},
    connection: {
      application_name: name,
      statement_timeout: statementTimeoutMs,
      lock_timeout: 10_000,
      idle_in_transaction_session_timeout: 60_000,
      timezone: 'UTC',
      ...settings,
    },
  })
}

/** Starting parallel workers or compiling takes longer than answering; the log of samples makes small questions look large. */
const forQuestions = { max_parallel_workers_per_gather: '0', jit: 'off' }

/** How many connections there are for planned questions beside a pool of a size. */
export const plannedConnections = (poolSize: number) => Math.ceil(poolSize / 2)

/**
 * Two pools of bounded connections, of `poolSize` and of half as many: a frozen server fails a request instead of hanging it. Planning a
 * question about metrics over all partitions takes five times as long as answering it.
 */
export function openDatabase(options: Options): Database {
  const poolSize = plannedConnections(options.poolSize)
  const planned = { ...forQuestions, plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off' }
  const db = drizzle(connect(options, 'datawatch', forQuestions))
  return Object.assign(db, { $planned: connect({ ...options, poolSize }, 'datawatch questions', planned) })
}

/** A few connections to a database other than our own. */
export const openOtherDatabase = (options: Options): Sql => connect(options, 'datawatch storage', forQuestions)

/** Ends both pools; what runs has a second. */
export const closeDatabase = ({ $client, $planned }: Database) =>
  Promise.all([$client, $planned].map((pool) => pool.end({ timeout: 1 })))

/**
 * The writer's own connections, so that no question keeps it waiting. Its statements are always the same and look rows up
 * by key: they are planned once, and never by what was in a table that was empty a minute ago.
 */
export const openWriterPool = (options: Options): Sql =>
  connect(options, 'datawatch writer', {
    plan_cache_mode: 'force_generic_plan',
    enable_seqscan: 'off',
    enable_hashjoin: 'off',
    enable_mergejoin: 'off',
  })
