import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '@/tests/support/server'
import { cronSecret } from './demo'

const patienceMs = 240_000

async function until(what: string, check: () => Promise<boolean>) {
  const started = Date.now()
  while (!(await check().catch(() => false))) {
    if (Date.now() - started > patienceMs) throw new Error(`${what} did not happen within ${patienceMs / 1000} s`)
    await pause(250)
  }
}

async function end(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

/** Runs the production server with its embedded database and the demo shop, as `make run` does, until the tests are over. */
export default async function startDemo() {
  const dataDir = mkdtempSync(join(tmpdir(), 'datawatch-e2e-'))
  chmodSync(dataDir, 0o711)
  const boards = mkdtempSync(join(tmpdir(), 'datawatch-e2e-boards-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: 'production',
    DATAWATCH_DATA_DIR: dataDir,
    DATAWATCH_SERVER_PORT: String(port),
    DATAWATCH_DEMO: 'true',
    DATAWATCH_DASHBOARDS_FOLDER: boards,
    DATAWATCH_LOG_LEVEL: 'warn',
    DATAWATCH_URL: url,
    CRON_SECRET: cronSecret,
  }
  const run = (...args: string[]) => spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'] })
  const server = run('server.mjs')
  await until('the start of the server', async () => (await fetch(`${url}/ready`)).ok)
  const demo = run('--import', 'tsx', 'drizzle/demo/main.ts')
  await until('the first live change of the shop', async () => {
    const answer = await fetch(`${url}/api/v1/datawatch/sources`)
    const { data } = (await answer.json()) as { data: { sources: { state: string; last_event_at: string | null }[] } }
    return data.sources.some(({ state, last_event_at }) => state === 'streaming' && last_event_at !== null)
  })
  const shop = new URL(readFileSync(join(dataDir, 'postgres.url'), 'utf8').trim())
  shop.pathname = '/shop'
  process.env.DATAWATCH_E2E_URL = url
  process.env.DATAWATCH_E2E_BOARDS = boards
  process.env.DATAWATCH_E2E_SHOP = shop.toString()
  return async () => {
    await end(demo)
    await end(server)
    for (const folder of [dataDir, boards]) rmSync(folder, { recursive: true, force: true })
  }
}
