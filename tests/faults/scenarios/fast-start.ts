import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { median } from '@/lib/stats/median'
import { Senders } from '@/tests/support/senders'
import { freePort, ServerProcess } from '@/tests/support/server'
import { killServer, postmasterOf, temporaryFolder } from '@/tests/support/test-database'
import { checkLedger } from '../ledger-check'
import { type Figure, type Log, none, type Scenario, told, within } from '../scenario'
import { timeFirstAcknowledged } from './database-restarts'

const dayStart = Date.UTC(2026, 2, 8)
const mostSeconds = 3
const mostRefusalSeconds = 5

type Sizes = { events: number; starts: number }

/** Sends under way when everything dies, so that there is something to recover from; then the seconds until the first is acknowledged. */
async function dieAndStart(server: ServerProcess, data: string, withDatabase: boolean): Promise<number> {
  const pid = postmasterOf(data)
  await server.end('SIGKILL')
  if (withDatabase) killServer(data)
  server.spawn()
  const seconds = await timeFirstAcknowledged(server.url)
  const taken = postmasterOf(data) === pid
  if (taken === withDatabase) throw new Error(`the database was ${taken ? '' : 'not '}taken over`)
  return seconds
}

/** A second server on the same folder. */
async function trySecond(server: ServerProcess, dataDir: string): Promise<Figure[]> {
  const second = new ServerProcess({ dataDir, port: await freePort() })
  const began = performance.now()
  const child = second.spawn()
  while (child.exitCode === null && performance.now() - began < 30_000) await pause(20)
  const seconds = (performance.now() - began) / 1000
  const names = second.said.includes(`process ${server.pid}`)
  await second.end('SIGKILL')
  return [
    within('a second server on the same folder: refused', seconds, mostRefusalSeconds),
    none('its exit code and words', [
      ...(child.exitCode === 1 ? [] : [`exit code ${child.exitCode}`]),
      ...(names ? [] : [second.said]),
    ]),
  ]
}

async function run({ scale: { events, starts }, log }: { scale: Sizes; log: Log }): Promise<Figure[]> {
  const place = temporaryFolder('start', (folder) => killServer(join(folder, 'postgres/data')))
  const data = join(place.folder, 'postgres/data')
  const server = new ServerProcess({ dataDir: place.folder, port: await freePort() })
  try {
    const first = await server.start()
    log(`first start, with initdb: ${(first / 1000).toFixed(1)} s`)
    const senders = new Senders(server.url, [100, 100, 100, 100], dayStart)
    while (senders.acknowledged < events) await pause(200)
    const over: number[] = []
    const anew: number[] = []
    for (let done = 0; done < starts; done += 1) {
      await pause(500)
      over.push(await dieAndStart(server, data, false))
      await pause(500)
      anew.push(await dieAndStart(server, data, true))
      log(
        `first acknowledged after ${over.at(-1)!.toFixed(2)} s, with its database killed too ${anew.at(-1)!.toFixed(2)} s`,
      )
    }
    const counts = await senders.finish()
    const sql = postgres(readFileSync(join(place.folder, 'postgres.url'), 'utf8').trim(), {
      max: 1,
      onnotice: () => {},
    })
    try {
      return [
        told('events stored', senders.acknowledged),
        told('`kill -9` of the server, and of the server with its database', `${starts} and ${starts}`),
        within('first event acknowledged, the database taken over: median', median(over), mostSeconds),
        told('longest', `${Math.max(...over).toFixed(1)} s`),
        within('first event acknowledged, the database recovering: median', median(anew), mostSeconds),
        told('longest', `${Math.max(...anew).toFixed(1)} s`),
        ...(await trySecond(server, place.folder)),
        ...(await checkLedger(sql, counts, log)),
      ]
    } finally {
      await sql.end()
    }
  } finally {
    await server.end('SIGTERM')
    place.remove()
  }
}

export const fastStart: Scenario<Sizes> = {
  name: 'fast-start',
  promise: 'starting is fast, and a folder has one owner',
  short: { events: 10_000, starts: 2 },
  full: { events: 1_000_000, starts: 25 },
  run,
}
