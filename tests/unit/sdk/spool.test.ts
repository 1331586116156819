import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSender } from '@/sdk/src/main'
import { openReceiver } from '@/tests/support/bare-receiver'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'datawatch-spool-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const segments = () => readdirSync(folder).filter((name) => name.endsWith('.ndjson'))
const order = (id: string) => ({ id, type: 'INSERT' as const, table: 'orders', after: { amount: 1 } })
const idle = { flushIntervalMs: 10, maxRetryDelayMs: 20 }

test('what could not be sent is on disk, and goes out first at the next start', async () => {
  const silent = createSender({ url: 'http://127.0.0.1:9', spoolDir: folder, ...idle })
  await silent.send([order('a'), order('b')])
  expect(await silent.close({ deadlineMs: 20 })).toEqual({ unsent: 2 })
  expect(segments()).toHaveLength(1)

  const receiver = await openReceiver()
  const sender = createSender({ url: receiver.url, spoolDir: folder, maxInFlight: 1, ...idle })
  await sender.send(order('c'))
  await sender.flush()
  expect(receiver.batches.flatMap(({ events }) => events.map(({ id }) => id))).toEqual(['a', 'b', 'c'])
  await sender.close()
  expect(readdirSync(folder)).toEqual([])
  receiver.close()
})

test.each([
  ['cut off in the middle of an event', '{"id":"torn","type":"INS'],
  ['filled with zeros by a disk that lost its power', '\0\0\0\0\n'],
])('a segment that is %s loses that event alone', async (_name, tail) => {
  writeFileSync(join(folder, '000000000007.ndjson'), `${JSON.stringify(order('whole'))}\n`)
  appendFileSync(join(folder, '000000000007.ndjson'), tail)
  const receiver = await openReceiver()
  const sender = createSender({ url: receiver.url, spoolDir: folder, ...idle })
  await sender.flush()
  await vi.waitFor(() =>
    expect(receiver.batches.flatMap(({ events }) => events.map(({ id }) => id))).toEqual(['whole']),
  )
  await sender.close()
  expect(segments()).toEqual([])
  receiver.close()
})

test('a second sender on a folder is refused, in this process and in another', async () => {
  const first = createSender({ url: 'http://127.0.0.1:9', spoolDir: folder, ...idle })
  await first.send(order('a'))
  const second = createSender({ url: 'http://127.0.0.1:9', spoolDir: folder, ...idle })
  await expect(second.send(order('b'))).rejects.toThrow('in use')
  await first.close({ deadlineMs: 0 })

  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await once(other, 'spawn')
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: other.pid, host: hostname(), token: 'x' }))
  const third = createSender({ url: 'http://127.0.0.1:9', spoolDir: folder, ...idle })
  await expect(third.send(order('c'))).rejects.toThrow(`in use by process ${other.pid}`)
  other.kill('SIGKILL')
  await once(other, 'exit')
  const fourth = createSender({ url: 'http://127.0.0.1:9', spoolDir: folder, ...idle })
  await fourth.send(order('d'))
  await fourth.close({ deadlineMs: 0 })
})
