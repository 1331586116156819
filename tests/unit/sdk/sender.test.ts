import { afterEach, expect, test, vi } from 'vitest'
import { BufferFullError, createSender, type RejectedEvent, type SenderOptions } from '@/sdk/src/main'
import { accept, openReceiver, receiptOf } from '@/tests/support/bare-receiver'

vi.setConfig({ testTimeout: 30_000 })

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

async function open(options: Partial<SenderOptions> = {}, behave = accept) {
  const receiver = await openReceiver(behave)
  ends.push(receiver.close)
  const sender = createSender({ url: receiver.url, flushIntervalMs: 10, maxRetryDelayMs: 20, ...options })
  ends.push(() => sender.close({ deadlineMs: 0 }))
  return { receiver, sender }
}
const order = (id?: string) => ({
  ...(id ? { id } : {}),
  type: 'INSERT' as const,
  table: 'orders',
  after: { amount: 1 },
})
const orders = (count: number) => Array.from({ length: count }, (_, at) => order(`e${at}`))

test('a whole batch goes at once, the rest when it has waited', async () => {
  const { receiver, sender } = await open({ batchSize: 100, flushIntervalMs: 50, maxInFlight: 1 })
  await sender.send(orders(250))
  await vi.waitFor(() => expect(receiver.batches.map(({ events }) => events.length)).toEqual([100, 100, 50]), {
    timeout: 10_000,
  })
  expect(receiver.batches.flatMap(({ events }) => events.map(({ id }) => id))).toEqual(orders(250).map(({ id }) => id))
  expect(receiver.batches[0]!.encoding).toBe('gzip')
})

test('what has no id and time gets them once: each try has the same', async () => {
  const { receiver, sender } = await open({}, (response, batch, nth) => {
    if (nth < 4) response.writeHead([502, 503, 429][nth - 1]!).end('later')
    else accept(response, batch, nth)
  })
  await sender.send(order())
  await sender.flush()
  const tries = receiver.batches.map(({ events }) => events[0])
  expect(tries).toHaveLength(4)
  expect(new Set(tries.map((one) => JSON.stringify(one))).size).toBe(1)
  expect(tries[0]).toMatchObject({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    timestamp: expect.stringMatching(/Z$/),
  })
})

test('a broken connection is tried again', async () => {
  const { receiver, sender } = await open({}, (response, batch, nth) =>
    nth === 1 ? response.destroy() : accept(response, batch, nth),
  )
  await sender.send(orders(3))
  await sender.flush()
  expect(receiver.batches).toHaveLength(2)
  expect(sender.buffered).toBe(0)
})

test('Retry-After is waited for, also where it is longer than the longest wait', async () => {
  const delays: number[] = []
  const { sender } = await open({ onRetry: ({ delayMs }) => delays.push(delayMs) }, (response, batch, nth) => {
    if (nth === 1) response.writeHead(429, { 'Retry-After': '1' }).end()
    else accept(response, batch, nth)
  })
  await sender.send(order('a'))
  await sender.flush()
  expect(delays).toEqual([1000])
})

test.each([400, 401, 403, 413, 422])('%i is not tried again: its events are handed back', async (status) => {
  const rejected: RejectedEvent[] = []
  const { receiver, sender } = await open({ onRejected: (some) => rejected.push(...some) }, (response) =>
    response.writeHead(status, { 'Content-Type': 'application/problem+json' }).end('{"detail":"no"}'),
  )
  await sender.send(orders(2))
  await sender.flush()
  expect(receiver.batches).toHaveLength(1)
  expect(rejected).toEqual(
    orders(2).map((event) => ({ event: expect.objectContaining(event), code: `http_${status}`, message: 'no' })),
  )
})

test('an event that is refused alone is handed back, the others are taken', async () => {
  const rejected: RejectedEvent[] = []
  const { sender } = await open({ onRejected: (some) => rejected.push(...some) }, (response, batch) => {
    const errors = [{ index: 1, id: 'e1', code: 'no_table', message: 'table is missing' }]
    response.writeHead(202).end(JSON.stringify({ success: true, data: receiptOf(batch, errors) }))
  })
  await sender.send(orders(3))
  await sender.flush()
  expect(rejected).toEqual([
    { event: expect.objectContaining({ id: 'e1' }), code: 'no_table', message: 'table is missing' },
  ])
})

test('a full buffer refuses, where it is not to wait', async () => {
  const { sender } = await open({ maxBufferedEvents: 10, whenFull: 'reject', batchSize: 5 }, () => {})
  await sender.send(orders(10))
  await expect(sender.send(order('one more'))).rejects.toThrow(BufferFullError)
  expect(sender.buffered).toBe(10)
})

test('a full buffer holds the caller until there is room', async () => {
  const held: (() => void)[] = []
  const { receiver, sender } = await open(
    { maxBufferedEvents: 10, batchSize: 5, maxInFlight: 1 },
    (response, batch, nth) => {
      held.push(() => accept(response, batch, nth))
    },
  )
  await sender.send(orders(10))
  let sent = false
  const more = sender.send(order('one more')).then(() => {
    sent = true
  })
  await vi.waitFor(() => expect(receiver.batches).toHaveLength(1))
  expect(sent).toBe(false)
  held[0]!()
  await more
  receiver.state.behave = accept
  held[1]?.()
  await vi.waitFor(() => {
    for (const go of held.splice(1)) go()
  })
  await sender.flush()
  expect(receiver.batches.flatMap(({ events }) => events)).toHaveLength(11)
})

test('closing sends what there is, takes no more, and says what is left after its deadline', async () => {
  const { receiver, sender } = await open({ flushIntervalMs: 60_000 })
  await sender.send(orders(7))
  expect(await sender.close()).toEqual({ unsent: 0 })
  expect(receiver.batches.flatMap(({ events }) => events)).toHaveLength(7)
  await expect(sender.send(order('late'))).rejects.toThrow('closed')

  const { sender: stuck } = await open({}, () => {})
  await stuck.send(orders(4))
  expect(await stuck.close({ deadlineMs: 50 })).toEqual({ unsent: 4 })
})

test('a tracer and a meter that are handed over are told', async () => {
  const told: unknown[] = []
  const span = {
    setAttribute: (...of: unknown[]) => told.push(of),
    recordException: () => {},
    setStatus: () => {},
    end: () => told.push('end'),
  }
  const telemetry: SenderOptions['telemetry'] = {
    tracer: {
      startSpan: (name, options) => {
        told.push([name, options])
        return span
      },
    },
    meter: { createCounter: (name) => ({ add: (value) => told.push([name, value]) }) },
    inject: (headers) => {
      headers.traceparent = '00-x'
    },
  }
  const { sender } = await open({ telemetry })
  await sender.send(orders(2))
  await sender.flush()
  expect(told).toContainEqual(['datawatch.send', { attributes: { 'datawatch.events': 2 } }])
  expect(told).toContainEqual(['datawatch.events.accepted', 2])
  expect(told).toContain('end')
})
