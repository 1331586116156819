import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { countStored, findDrift } from '@/tests/support/recount'
import { numberedEvent, sendUntil } from '@/tests/support/senders'
import { freePort, ServerProcess } from '@/tests/support/server'

const silent = { info: () => {}, warn: () => {} }
const dayStart = Date.UTC(2026, 2, 1)

let dataDir = ''
let database: Awaited<ReturnType<typeof startEmbeddedPostgres>>
let server: ServerProcess

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'datawatch-faults-'))
  chmodSync(dataDir, 0o711)
  database = await startEmbeddedPostgres({ dataDir, log: silent })
  server = new ServerProcess({ databaseUrl: database.url, port: await freePort() })
  await server.start()
})

afterAll(async () => {
  await server.end('SIGKILL')
  await database.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

test('kill -9 during ingestion: every acknowledged event is stored once, and the rollups equal a recount', async () => {
  const kills = Number(process.env.DATAWATCH_FAULT_KILLS ?? 8)
  let over = false
  const senders = [0, 1, 2, 3].map((sender) =>
    sendUntil({ url: server.url, sender, dayStart, batch: 50 + sender * 50 }, () => over),
  )
  const starts: number[] = []
  for (let kill = 0; kill < kills; kill += 1) {
    await pause(700 + ((kill * 389) % 1100))
    await server.end('SIGKILL')
    starts.push(await server.start())
  }
  await pause(500)
  over = true
  const tallies = await Promise.all(senders)
  const acknowledged = tallies.reduce((sum, tally) => sum + tally.acknowledged, 0)
  const refused = tallies.reduce((sum, tally) => sum + Object.values(tally.refused).reduce((a, b) => a + b, 0), 0)
  console.log(`${kills} kills, ${acknowledged} events acknowledged, ${refused} requests failed and were sent again`)
  console.log(`ready again after ${starts.map((ms) => `${Math.round(ms)} ms`).join(', ')}`)

  const sql = postgres(database.url, { max: 1 })
  try {
    expect(refused).toBeGreaterThan(0)
    expect(await countStored(sql, 'orders')).toEqual({ rows: acknowledged, ids: acknowledged })
    expect(await findDrift(sql, 'orders')).toEqual([])
  } finally {
    await sql.end()
  }
})

test('everything sent once more, to both doors and shuffled, changes nothing', async () => {
  const sql = postgres(database.url, { max: 1 })
  try {
    const before = await countStored(sql, 'orders')
    const events = Array.from({ length: 400 }, (_, index) => numberedEvent(1, (index * 37) % 400, dayStart))
    for (const path of ['events', 'events/batch']) {
      const answer = await fetch(`${server.url}/api/v1/datawatch/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(events),
      })
      const { data } = (await answer.json()) as { data: { duplicates: number; warnings: unknown[] } }
      expect(data).toMatchObject({ accepted: 0, duplicates: 400, warnings: [] })
    }
    expect(await countStored(sql, 'orders')).toEqual(before)
    expect(await findDrift(sql, 'orders')).toEqual([])
  } finally {
    await sql.end()
  }
})

test('SIGTERM under load: accepted requests are answered, the exit code is 0, nothing is lost', async () => {
  let over = false
  const sql = postgres(database.url, { max: 1 })
  const before = await countStored(sql, 'orders')
  const senders = [4, 5].map((sender) => sendUntil({ url: server.url, sender, dayStart, batch: 100 }, () => over))
  await pause(1500)
  const stopped = performance.now()
  expect(await server.end('SIGTERM')).toBe(0)
  expect(performance.now() - stopped).toBeLessThan(25_000)
  await server.start()
  over = true
  const tallies = await Promise.all(senders)
  const added = tallies.reduce((sum, tally) => sum + tally.acknowledged, 0)
  const after = await countStored(sql, 'orders')
  expect(after).toEqual({ rows: before.rows + added, ids: before.ids + added })
  expect(await findDrift(sql, 'orders')).toEqual([])
  await sql.end()
})
