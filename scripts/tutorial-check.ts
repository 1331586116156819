import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import postgres from 'postgres'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { freePort } from '@/tests/support/server'
import { commandOf, followTutorial } from '@/tests/support/tutorial'

const boundSeconds = 300
const quiet = { info: () => {}, warn: () => {} }
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

async function openShop() {
  const dataDir = mkdtempSync(join(tmpdir(), 'datawatch-tutorial-shop-'))
  chmodSync(dataDir, 0o711)
  const server = await startEmbeddedPostgres({ dataDir, log: quiet })
  const admin = postgres(server.url, { max: 1, onnotice: () => {} })
  await admin`create database own_shop`
  await admin.end()
  const address = Object.assign(new URL(server.url), { pathname: '/own_shop' }).toString()
  const sql = postgres(address, { max: 1, onnotice: () => {} })
  await sql`create table orders (id serial primary key, amount numeric(10,2), status text, placed_at timestamptz default now())`
  await sql`insert into orders (amount, status) select n, (array['paid','open'])[1 + n % 2] from generate_series(1, 1000) n`
  await sql.end()
  return {
    address,
    async close() {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const isRunning = ({ exitCode, signalCode }: ChildProcess) => exitCode === null && signalCode === null

async function untilReady(url: string, child: ChildProcess) {
  for (;;) {
    if (!isRunning(child))
      throw new Error(`the command of the tutorial ended with ${child.exitCode ?? child.signalCode}`)
    const ready = await fetch(`${url}/ready`).catch(() => null)
    if (ready?.ok) return
    await pause(200)
  }
}

/** Follows the tutorial as it stands, with an empty package cache, and prints how long each part took. */
async function check() {
  const found = new URL('./browser.mjs', import.meta.url).href
  const { findBrowser } = (await import(found)) as { findBrowser(): Promise<string> }
  const browser = await chromium.launch({
    executablePath: (await findBrowser()) || undefined,
    args: process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : [],
  })
  const shop = await openShop()
  const folder = mkdtempSync(join(tmpdir(), 'datawatch-tutorial-'))
  chmodSync(folder, 0o755)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = { ...process.env, npm_config_cache: join(folder, 'npm-cache'), DATAWATCH_SERVER_PORT: String(port) }
  const startedAt = performance.now()
  const child = spawn('bash', ['-c', commandOf(process.cwd())], { cwd: folder, env, stdio: 'inherit', detached: true })
  try {
    await untilReady(url, child)
    const readyAt = performance.now()
    const page = await browser.newPage()
    await followTutorial(page, url, shop.address)
    const over = performance.now()
    const whole = over - startedAt
    process.stdout.write(
      `clone to ready ${seconds(readyAt - startedAt)}, ready to first chart ${seconds(over - readyAt)}, whole ${seconds(whole)}\n`,
    )
    if (whole > boundSeconds * 1000) throw new Error(`it took more than ${boundSeconds} s`)
  } finally {
    if (child.pid) process.kill(-child.pid, 'SIGTERM')
    await browser.close()
    for (let waited = 0; isRunning(child) && waited < 30_000; waited += 200) await pause(200)
    await shop.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

await check()
