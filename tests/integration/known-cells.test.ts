import { afterAll, beforeAll, expect, test } from 'vitest'
import { addUp, type Cells } from '@/lib/anomalies/cells'
import { knownCellsOf } from '@/lib/anomalies/service/known-cells'
import { listMetricSeries, readCells } from '@/lib/anomalies/store/samples'
import { bucket, flow, send } from '@/tests/support/flow'
import { startRuntime } from '@/tests/support/runtime'

const hour = 12 * bucket
const day = 24 * hour
const now = Math.floor(Date.now() / hour) * hour - 2 * hour

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
  await send(flow('orders', now - 6 * day, now, (at) => (at / bucket) % 2))
})
afterAll(() => runtime.stop())

const lineOf = (parts: Cells[]) =>
  addUp(parts, 'counts', { fromSlot: Math.ceil((now - 6 * day) / bucket), toSlot: now / bucket })

async function read(to: number) {
  const [series] = await listMetricSeries(runtime.db, { name: 'orders_events_total' })
  const [id, extent] = [series!.seriesId, { stepMs: bucket, from: new Date(now - 6 * day), to: new Date(to) }]
  const known = await knownCellsOf(runtime.db).read(runtime.db, [id], extent)
  const stored = await readCells(runtime.db, [id], extent)
  return { known: lineOf(known.get(id)!), stored: lineOf([stored.get(id)!]) }
}

test('what is remembered is what is stored; recent changes show at once, old ones within the hour', async () => {
  for (const to of [now, now + 1]) {
    const { known, stored } = await read(to)
    expect(known).toEqual(stored)
    expect(stored.reduce((sum, count) => sum + count, 0)).toBe(6 * 144)
  }
  await send(flow('orders', now - day + bucket / 2, now - day + bucket * 1.5, () => 7))
  const recent = await read(now + 2)
  expect(recent.known).toEqual(recent.stored)
  await send(flow('orders', now - 5 * day + bucket / 2, now - 5 * day + bucket * 1.5, () => 7))
  const old = await read(now + 3)
  expect(old.known).not.toEqual(old.stored)
  const later = await read(now + hour + 1)
  expect(later.known).toEqual(later.stored)
})
