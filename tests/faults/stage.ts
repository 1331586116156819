import type postgres from 'postgres'
import { freePort, ServerProcess } from '@/tests/support/server'
import { TestDatabase } from '@/tests/support/test-database'
import type { Log } from './scenario'

/** `atOnce`: the servers start together, over a database without tables. */
type Options = { log: Log; servers?: number; atOnce?: boolean; diskMb?: number; env?: Record<string, string> }

/** A database that can be harmed and servers over it, all production builds in processes of their own. */
export type Stage = { database: TestDatabase; servers: ServerProcess[]; server: ServerProcess; sql: postgres.Sql }

/** Runs `work` on a stage that is cleared away whatever becomes of it. */
export async function onStage<T>(
  { log, servers: count = 1, atOnce = false, diskMb, env }: Options,
  work: (stage: Stage) => Promise<T>,
) {
  const database = await TestDatabase.start({ diskMb })
  const sql = database.connect()
  const servers: ServerProcess[] = []
  try {
    for (let made = 0; made < count; made += 1) {
      const server = new ServerProcess({ databaseUrl: database.url, port: await freePort(), env })
      servers.push(server)
      if (!atOnce) await server.start()
    }
    if (atOnce) await Promise.all(servers.map((server) => server.start()))
    return await work({ database, servers, server: servers[0]!, sql })
  } finally {
    for (const complaint of servers.flatMap((server) => server.complaints).slice(0, 3)) log(complaint)
    await Promise.all(servers.map((server) => server.end('SIGKILL')))
    await sql.end({ timeout: 1 }).catch(() => {})
    await database.stop()
  }
}

/** Starts a server that was killed, again where the database was away just then; answers the milliseconds until it was ready. */
export async function revive(server: ServerProcess, database: TestDatabase): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    await database.answers()
    try {
      return await server.start()
    } catch (error) {
      await server.end('SIGKILL')
      if (attempt === 5) throw error
    }
  }
}
