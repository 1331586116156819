import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, ServerProcess } from '@/tests/support/server'
import { killServer, temporaryFolder } from '@/tests/support/test-database'

/** The production build as it starts by itself: with a PostgreSQL of its own, in a folder that is removed at the end. */
export async function startBenchServer(program = 'server.mjs', env: Record<string, string> = {}) {
  const { folder: dataDir, remove } = temporaryFolder('bench', (folder) => killServer(join(folder, 'postgres/data')))
  const server = new ServerProcess({ dataDir, port: await freePort(), program, env })
  await server.start()
  return {
    url: server.url,
    databaseUrl: readFileSync(join(dataDir, 'postgres.url'), 'utf8').trim(),
    pid: server.pid,
    /** Resident memory of the web process, bytes. */
    memory: () => 4096 * Number(readFileSync(`/proc/${server.pid}/statm`, 'utf8').split(' ')[1]),
    async stop() {
      await server.end('SIGTERM')
      remove()
    },
  }
}
