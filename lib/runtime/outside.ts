import 'server-only'
import { type DeliveryFigures, readDeliveryFigures } from '@/lib/alerts/service/delivery-figures'
import { type DatabaseFigures, readDatabaseFigures } from '@/lib/db/sizes'
import { withDeadline } from '@/lib/http/deadline'
import { countBounded } from '@/lib/metrics/store/bounds'
import type { SourceStatus } from '@/lib/sources/contract'
import { listSources } from '@/lib/sources/service/list'
import type { EngineStatus } from '@/lib/storage/contract'
import { readEngineStatus } from '@/lib/storage/service/engine-status'
import { createContext } from './runtime'

/** What only the database knows; `null` where it has not answered yet. */
type Counted = DatabaseFigures & { bounded: { measured: number; together: number; series: number } }
export type Outside = {
  up: boolean
  sources: SourceStatus[]
  deliveries: DeliveryFigures | null
  engine: EngineStatus | null
  database: Counted | null
}

const patienceMs = 2000
const sizesForMs = 60_000

let sizes: { database: Counted; until: number } | null = null

/** Asks the database, at most once a minute for sizes and within two seconds: a scrape never hangs on it, and says so. */
export async function askOutside(): Promise<Outside> {
  const context = createContext({ kind: 'system', name: 'metrics' })
  try {
    const asking = Promise.all([listSources(context), readDeliveryFigures(context), readEngineStatus(context)])
    const [{ sources }, deliveries, engine] = await withDeadline(asking, patienceMs)
    const now = performance.now()
    if (!sizes || sizes.until < now) {
      const sql = context.db.$client
      const asked = Promise.all([readDatabaseFigures(sql), countBounded(sql)])
      const [database, bounded] = await withDeadline(asked, patienceMs)
      sizes = { database: { ...database, bounded }, until: now + sizesForMs }
    } else await withDeadline(Promise.resolve(context.db.$client`select 1`), patienceMs)
    return { up: true, sources, deliveries, engine, database: sizes.database }
  } catch (error) {
    context.log.debug({ err: error }, 'the database did not answer for /metrics')
    return { up: false, sources: [], deliveries: null, engine: null, database: sizes?.database ?? null }
  }
}
