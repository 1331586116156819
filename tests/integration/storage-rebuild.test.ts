import { describe, expect, onTestFinished, test } from 'vitest'
import { Partitions } from '@/lib/db/partitions'
import { readOverrides } from '@/lib/metrics/override'
import { Catalog } from '@/lib/metrics/service/catalog'
import { Compactor } from '@/lib/metrics/service/compactor'
import { rebuildRollups } from '@/lib/metrics/service/rebuild'
import { whyMissing } from '@/tests/support/engine-servers'
import { startFed } from '@/tests/support/fed-runtime'
import { ingest } from '@/tests/support/http'
import { answers, minutes, orders } from '@/tests/support/rested-shop'

const missing = (await whyMissing('influxdb')) ?? (await whyMissing('prometheus'))
const it = missing === null ? test : test.skip
if (missing !== null) test.skip(`is not tested here: ${missing}`, () => {})

describe.each([...(missing === null ? (['influxdb', 'prometheus'] as const) : [])])(
  'a rebuild beside %s',
  (product) => {
    it('counts days anew that were sealed, once; and leaves those that are in the engine alone', async () => {
      const fed = await startFed(product)
      onTestFinished(() => fed.stop())
      const { sql } = fed
      await ingest(orders)
      await fed.drain()
      const before = await answers()
      await sql`update rollups_1m set count = count + 1, sum = sum + 5 where count > 0 and min <> 1`
      await sql`delete from rollups_1h where bucket > ${new Date(minutes(60)).toISOString()}::timestamptz`
      const rebuild = async () => {
        const catalog = new Catalog(sql, { maxTables: 100, maxColumns: 100, maxSeries: 10_000 }, readOverrides([]))
        const compactor = new Compactor({ sql, partitions: new Partitions(sql, 60 * 86_400_000), log: fed.runtime.log })
        const counts: Record<string, number> = {}
        const parts = { sql, catalog, autoDiscover: true, compact: () => compactor.run() }
        for await (const { last } of rebuildRollups(parts, { check: false, stopping: () => false })) {
          counts[last.outcome] = (counts[last.outcome] ?? 0) + 1
        }
        compactor.stop()
        return counts
      }
      expect(await rebuild()).toEqual({ rebuilt: 1 })
      expect(await answers()).toEqual(before)
      await fed.drain()
      await fed.dropMinutes()
      expect(await answers()).toEqual(before)
      await sql`update rollups_1h set sum = sum + 1`
      expect(await rebuild()).toEqual({ moved: 1 })
    }, 120_000)
  },
)
