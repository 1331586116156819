import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createClient } from '@/sdk/src/main'
import { freePort, ServerProcess } from '@/tests/support/server'
import { killServer, temporaryFolder } from '@/tests/support/test-database'

const place = temporaryFolder('sdk', (folder) => killServer(join(folder, 'postgres/data')))
const program = join(place.folder, 'sender.mjs')
let server: ServerProcess

beforeAll(async () => {
  const entryPoints = ['tests/support/sdk-sender.ts']
  await build({ entryPoints, outfile: program, bundle: true, platform: 'node', format: 'esm', target: 'node20' })
  server = new ServerProcess({ dataDir: place.folder, port: await freePort() })
  await server.start()
})
afterAll(async () => {
  await server.end('SIGTERM')
  place.remove()
})

/** A process that sends; `handedOver` is the last event that it had from the sender's hands. */
class Sending {
  said = ''
  private constructor(readonly child: ChildProcess) {}
  static start(from: number, to: number, ...stay: 'stay'[]): Sending {
    const args = [program, server.url, join(place.folder, 'spool'), String(from), String(to), ...stay]
    const sending = new Sending(spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] }))
    sending.child.stdout!.on('data', (chunk: Buffer) => {
      sending.said += chunk
    })
    return sending
  }
  get handedOver() {
    return Number(/(\d+)\n(?:unsent.*\n)?[^\n]*$/.exec(this.said)?.[1] ?? -1)
  }
  async until(at: number) {
    await vi.waitFor(() => expect(this.handedOver).toBeGreaterThanOrEqual(at), { timeout: 60_000 })
  }
  async kill() {
    this.child.kill('SIGKILL')
    await once(this.child, 'exit')
  }
}

test('with the server killed and started again, and the sender killed in between, each event that was handed over is stored once', async () => {
  const all = 3000
  const first = Sending.start(0, 1200, 'stay')
  await first.until(600)
  await server.end('SIGKILL')
  await first.until(1000)
  await first.kill()
  const second = Sending.start(first.handedOver + 1, 2200, 'stay')
  await second.until(1500)
  await server.start()
  await second.until(2000)
  await second.kill()
  const third = Sending.start(second.handedOver + 1, all)
  const ended = once(third.child, 'exit')
  await third.until(2500)
  await server.end('SIGKILL')
  await server.start()
  await ended
  expect(third.said).toContain('unsent 0')

  const client = createClient({ url: server.url })
  const from = new Date(Date.now() - 3_600_000).toISOString()
  const { value } = await client.queryMetric({ name: 'sdk_orders_events_total', from })
  const sum = await client.queryMetric({ name: 'sdk_orders_amount_sum', from })
  const distinct = await client.queryMetric({ name: 'sdk_orders_id_cardinality', from })
  expect([value, sum.value]).toEqual([all, all])
  expect(Math.abs(distinct.value! / all - 1)).toBeLessThan(0.03)
})

test('the real server takes what the client is typed for, and tells its refusals', async () => {
  const client = createClient({ url: server.url })
  const made = await client.createNote({ body: { text: 'From the SDK', kind: 'deploy' } })
  expect(await client.getNote({ id: made.id })).toEqual(made)
  await expect(client.getMetric({ name: 'nothing_of_that_name' })).rejects.toMatchObject({
    status: 404,
    problem: { type: '/problems/not-found' },
  })
  const stop = new AbortController()
  const next = client.streamEvents({ table: 'sdk_live' }, { signal: stop.signal }).next()
  const send = () =>
    client.sendEvents({
      body: [{ type: 'INSERT', table: 'sdk_live', timestamp: new Date().toISOString(), after: { a: 1 } }],
    })
  const timer = setInterval(() => void send().catch(() => {}), 200)
  const { value } = await next
  clearInterval(timer)
  stop.abort()
  expect(value).toMatchObject({ event: 'event', data: { table: 'sdk_live', type: 'INSERT' } })
}, 60_000)

test('the programs of its README run as they are', async () => {
  const programs = [...readFileSync('sdk/README.md', 'utf8').matchAll(/```js\n(import[\s\S]*?)```/g)].map(
    ([, code]) => code!,
  )
  expect(programs).toHaveLength(2)
  const said: string[] = []
  for (const [at, code] of programs.entries()) {
    const outfile = join(place.folder, `readme-${at}.mjs`)
    await build({
      stdin: { contents: code.replaceAll('http://localhost:3002', server.url), resolveDir: process.cwd() },
      alias: { '@datawatch/sdk': './sdk/src/main.ts' },
      ...{ outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20' },
    })
    said.push(execFileSync(process.execPath, [outfile], { encoding: 'utf8', timeout: 60_000 }))
  }
  expect(said).toEqual(['', expect.stringMatching(/^\d+ 1\n$/)])
})
