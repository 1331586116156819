import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expireSamples } from '@/lib/metrics/service/expire'
import { createContext } from '@/lib/runtime/runtime'
import { openEngine } from '@/lib/storage/open-engine'
import { copyBetween, handOver } from '@/lib/storage/service/move'
import { findState } from '@/lib/storage/store/state'
import { awaitCompacted } from '@/tests/support/compacted'
import { datawatch as start } from '@/tests/support/datawatch'
import { EngineServer, engineSettings, whyMissing } from '@/tests/support/engine-servers'
import { ingest } from '@/tests/support/http'
import { answers, late, latest, orders } from '@/tests/support/rested-shop'
import { startRuntime } from '@/tests/support/runtime'

const dayMs = 86_400_000
const missing = (await whyMissing('influxdb')) ?? (await whyMissing('prometheus'))
const it = missing === null ? test : test.skip

describe('minutes move', () => {
  if (missing !== null) test.skip(`is not tested here: ${missing}`, () => {})
  let influx: EngineServer
  let prometheus: EngineServer
  let runtime: Awaited<ReturnType<typeof startRuntime>>
  let before: Awaited<ReturnType<typeof answers>>
  const settings = () => ({
    ...engineSettings('prometheus', prometheus.url),
    ...engineSettings('influxdb', influx.url),
    DATAWATCH_METRICS_ROLLUP_RETENTION_MINUTES: '60d',
    DATAWATCH_METRICS_RETENTION: '60d',
  })

  beforeAll(async () => {
    if (missing !== null) return
    ;[influx, prometheus] = await Promise.all([EngineServer.start('influxdb'), EngineServer.start('prometheus')])
    runtime = await startRuntime(settings())
    await runtime.feeder.stop()
    await ingest(orders)
    await ingest(late)
    await awaitCompacted(runtime.db.$client)
    before = await answers()
  }, 120_000)
  afterAll(async () => {
    await runtime?.stop()
    await Promise.all([influx?.stop(), prometheus?.stop()])
  })

  const datawatch = async (...args: string[]) => {
    const { code, out, err } = await start(['storage', ...args], { DATABASE_URL: runtime.url, ...settings() })
    return { code, out: out.toString(), err }
  }
  const dropMinutes = () =>
    expireSamples({ ...createContext({ kind: 'system', name: 'test' }), now: new Date(Date.now() + 16 * dayMs) })

  it('0: from PostgreSQL into an engine, compared series by series; then PostgreSQL lets go of them and all is answered as before', async () => {
    const { code, out, err } = await datawatch('migrate', '--to', 'influxdb')
    expect({ code, err: err.includes('100 %') }, out + err).toEqual({ code: 0, err: true })
    expect(out).toMatch(/^[\d,]+ minutes of series were copied; the engine holds minutes from 20/)
    expect(out).toMatch(/\d+ series compared by count and sum: all equal/)
    expect((await dropMinutes()).some((name) => name.startsWith('rollups_1m'))).toBe(true)
    expect(await answers()).toEqual(before)
    const again = await datawatch('migrate', '--to', 'influxdb')
    expect({ code: again.code, out: again.out }).toEqual({
      code: 0,
      out: expect.stringContaining('0 minutes of series were copied'),
    })
  }, 90_000)

  it('from one engine into another, which takes its place when both tell the same', async () => {
    const { metrics } = runtime.config
    const sql = runtime.db.$client
    const { installation } = (await findState(sql))!
    const [from, to] = [
      openEngine('influxdb', metrics, installation)!,
      openEngine('prometheus', metrics, installation)!,
    ]
    let steps = 0
    for await (const _ of copyBetween(sql, from, to, { stopping: () => steps >= 2 })) steps += 1
    expect((await findState(sql))!.moving?.to).toBe('prometheus')
    for await (const { rows } of copyBetween(sql, from, to, { stopping: () => false }))
      expect(rows).toBeGreaterThanOrEqual(0)
    const { differing, series } = await handOver(sql, from, to)
    expect(differing).toEqual([])
    expect(series).toBeGreaterThan(5)
    expect(await findState(sql)).toMatchObject({ engine: 'prometheus', moving: null })
    const { out } = await datawatch('status')
    expect(out).toContain('prometheus (unmoved)')
  }, 120_000)

  it('0: back into PostgreSQL, with what came late meanwhile', async () => {
    await ingest(latest)
    await awaitCompacted(runtime.db.$client)
    const { code, out, err } = await datawatch('migrate', '--to', 'postgres')
    expect(code, out + err).toBe(0)
    expect(await findState(runtime.db.$client)).toBeNull()
    const [counts] = await runtime.db.$client<{ minutes: string; days: string }[]>`
      select (select sum(count) || ' ' || trim_scale(sum(sum)) || ' ' || trim_scale(sum(change)) from rollups_1m) as minutes,
        (select sum(count) || ' ' || trim_scale(sum(sum)) || ' ' || trim_scale(sum(change)) from rollups_1d) as days`
    expect(counts!.minutes).toBe(counts!.days)
    const [gone] = await runtime.db
      .$client`select count(*)::int as rows from expired_partitions where parent = 'rollups_1m'`
    expect(gone).toEqual({ rows: 0 })
    const { out: status } = await datawatch('status')
    expect(status).toContain('all rests in PostgreSQL')
  }, 120_000)

  it('2: asked for what makes no sense, it says what would', async () => {
    for (const [args, words] of [
      [['migrate', '--to', 'oracle'], 'oracle'],
      [['migrate', '--to', 'postgres'], 'all minutes are in PostgreSQL already'],
    ] as const) {
      const { code, err } = await datawatch(...args)
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(words) })
    }
  }, 120_000)
})
