import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { freePort, ServerProcess } from '@/tests/support/server'

const silent = { info: () => {}, warn: () => {} }

/** The production build over an embedded PostgreSQL of its own, in a folder that is removed at the end. */
export async function startBenchServer(program = 'server.mjs', env: Record<string, string> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'datawatch-bench-'))
  chmodSync(dataDir, 0o711)
  const database = await startEmbeddedPostgres({ dataDir, log: silent })
  const server = new ServerProcess({ databaseUrl: database.url, port: await freePort(), program, env })
  await server.start()
  return {
    url: server.url,
    databaseUrl: database.url,
    pid: server.pid,
    /** Resident memory of the web process, bytes. */
    memory: () => 4096 * Number(readFileSync(`/proc/${server.pid}/statm`, 'utf8').split(' ')[1]),
    async stop() {
      await server.end('SIGTERM')
      await database.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
