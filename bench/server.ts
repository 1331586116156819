import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startEmbeddedPostgres } from '@/lib/db/embedded'

const silent = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} }

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

async function untilReady(url: string, child: ChildProcess) {
  for (let tries = 0; tries < 120; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the server stopped with exit code ${child.exitCode}`)
    const answer = await fetch(`${url}/ready`).catch(() => null)
    if (answer?.ok) return
    await pause(250)
  }
  throw new Error('the server did not become ready within 30 s')
}

/** The production build over an embedded PostgreSQL of its own, in a folder that is removed at the end. */
export async function startBenchServer() {
  const dataDir = mkdtempSync(join(tmpdir(), 'datawatch-bench-'))
  chmodSync(dataDir, 0o711)
  const database = await startEmbeddedPostgres({ dataDir, log: silent })
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [...(process.env.BENCH_NODE_ARGS?.split(' ') ?? []), 'server.mjs'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: database.url,
      DATAWATCH_SERVER_PORT: String(port),
      DATAWATCH_ANOMALY_ENABLED: 'false',
      DATAWATCH_LOG_LEVEL: 'warn',
    },
  })
  await untilReady(url, child)
  return {
    url,
    databaseUrl: database.url,
    pid: child.pid,
    async stop() {
      const closed = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await closed
      await database.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
