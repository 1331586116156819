import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { boot } from '@/lib/runtime/boot'
import type { LiveChange } from '@/lib/runtime/live'
import { type Runtime, setRuntime } from '@/lib/runtime/runtime'
import { CuttableWay } from '@/tests/support/cuttable'
import { startRuntime } from '@/tests/support/runtime'

let near: Awaited<ReturnType<typeof startRuntime>>
let far: Runtime
let way: CuttableWay
beforeAll(async () => {
  near = await startRuntime({ DATAWATCH_DATABASE_POOL_SIZE: '3' })
  const url = new URL(near.url)
  way = await CuttableWay.open(Number(url.port))
  url.port = String(way.port)
  far = await boot({ ...near.config, database: { ...near.config.database, url: url.toString() } })
})
afterAll(async () => {
  for (const one of [far, near]) {
    setRuntime(one)
    await one.stop()
  }
  await way.cut()
})

function listen(runtime: Runtime) {
  const heard: LiveChange[] = []
  runtime.live.subscribe({ change: (change) => heard.push(change), end: () => {} })
  return heard
}
const hears = (heard: LiveChange[], table: string) =>
  vi.waitFor(() => expect(heard.flatMap(({ tables }) => tables)).toContain(table), 20_000)

/** Resolves once the jobs that begin with a process are over, so that what is cut is what listens. */
async function atRest() {
  let looks = 0
  await vi.waitFor(
    async () => {
      const [row] = await near.db.$client<{ busy: number }[]>`
        select count(*)::int as busy from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`
      looks = row?.busy === 0 ? looks + 1 : 0
      expect(looks).toBeGreaterThan(10)
    },
    { timeout: 20_000, interval: 200 },
  )
}

test('a process that lost the database hears of changes again once it is back, and tells its browsers what they may have missed', async () => {
  const heard = listen(far)
  near.live.publish({ tables: ['before'] })
  await hears(heard, 'before')
  await atRest()
  await way.cut()
  near.live.publish({ tables: ['meanwhile'] })
  const own = listen(near)
  await hears(own, 'meanwhile')
  // Long enough for it to have tried in vain several times.
  await pause(1500)
  await way.mend()
  await hears(heard, '*')
  expect(heard.flatMap(({ topics }) => topics)).toEqual(expect.arrayContaining(['*', 'quality-rules', 'deliveries']))
  near.live.publish({ tables: ['after'] })
  await hears(heard, 'after')
  expect(heard.flatMap(({ tables }) => tables)).not.toContain('meanwhile')
})
