import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSender, type SenderOptions } from '@/sdk/src/main'
import { machine, thousands } from './machine'

const wanted = 50_000
const count = Number(process.argv.find((arg) => arg.startsWith('--events='))?.split('=')[1] ?? 500_000)

/** Events a second that one process hands over and has taken by a receiver of its own that does nothing with them. */
async function measure(options: Partial<SenderOptions>): Promise<number> {
  const receiver = fork(new URL('sdk-receiver.mjs', import.meta.url).pathname)
  const [port] = (await once(receiver, 'message')) as [number]
  const sender = createSender({ url: `http://127.0.0.1:${port}`, flushIntervalMs: 100, ...options })
  const event = (id: number) => ({
    ...{
      id: `evt_${id}`,
      type: 'INSERT' as const,
      table: 'orders',
      schema: 'public',
      timestamp: '2026-01-15T10:30:00Z',
    },
    after: { id, amount: 99.99, status: 'pending', customer_id: id % 1000 },
  })
  const run = async (from: number, to: number) => {
    for (let at = from; at < to; at += 100) {
      await sender.send(Array.from({ length: Math.min(100, to - at) }, (_, more) => event(at + more)))
    }
    await sender.flush()
  }
  await run(0, count / 10)
  const startedAt = performance.now()
  await run(count / 10, count)
  const seconds = (performance.now() - startedAt) / 1000
  await sender.close()
  receiver.kill()
  await once(receiver, 'exit')
  return (count * 0.9) / seconds
}

console.log(machine())
const folder = mkdtempSync(join(tmpdir(), 'datawatch-bench-spool-'))
const cases: [string, Partial<SenderOptions>][] = [
  ['100 a request, gzip', {}],
  ['1,000 a request, gzip', { batchSize: 1000 }],
  ['1,000 a request, plain', { batchSize: 1000, gzip: false }],
  ['1,000 a request, gzip, spool', { batchSize: 1000, spoolDir: folder }],
]
for (const [name, options] of cases) {
  const perSecond = await measure(options)
  console.log(`${name}: ${thousands(perSecond)} events/s${perSecond < wanted ? ` (below ${thousands(wanted)})` : ''}`)
}
rmSync(folder, { recursive: true, force: true })
