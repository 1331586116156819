import { formatDuration } from '@/lib/config/duration'
import type { GivenConfig } from '@/lib/config/schema'
import { ask } from '@/lib/db/launcher/ask'
import { EngineError, type EngineReport } from '@/lib/storage/engine'
import { isEngine } from '@/lib/storage/engine-contract'
import { isTooOld, oldestTimescale } from '@/lib/storage/engines/timescale'
import { openEngine } from '@/lib/storage/open-engine'
import { retentionsOf } from '@/lib/storage/retention'
import { networkCode } from '../exit-code'
import { type Finding, fail, ok, warn } from './finding'

type Metrics = GivenConfig['metrics']
type Asked = 'prometheus' | 'influxdb'

const boundMs = 20_000
const meanwhile = 'until then minutes wait in PostgreSQL'

function judge({ product, version, keepsMs, warnings }: EngineReport, metrics: Metrics, url: string): Finding[] {
  const wanted = retentionsOf(metrics).rollups_1m
  const short =
    keepsMs !== null && keepsMs < wanted
      ? [
          warn(
            'engine',
            `it keeps samples for ${formatDuration(keepsMs)}, and minutes are to be kept for ${formatDuration(wanted)}`,
            'raise its retention, or lower metrics.rollup_retention.minutes',
          ),
        ]
      : []
  const noted = warnings.map((text) => {
    const [detail = text, todo = 'the guide "Storage engines" says more'] = text.split('. ')
    return warn('engine', detail, todo)
  })
  return [ok('engine', `${product} ${version}, ${new URL(url).host}`), ...short, ...noted]
}

/** What an engine refuses says after a semicolon what is needed, where that is known. */
function explain(error: unknown, name: Asked): Finding {
  if (!(error instanceof EngineError)) throw error
  const { kind, message } = error
  if (kind === 'down')
    return fail('engine', message, `is it running, and does metrics.${name}.url reach it from here? ${meanwhile}`)
  if (/ does not let /.test(message))
    return fail('engine', message, `mend the credentials under metrics.${name}; ${meanwhile}`)
  const [detail = message, needed] = message.split(/; (?=[^;]*$)/)
  return fail('engine', detail, needed ?? `mend metrics.${name}.url, or what listens there; ${meanwhile}`)
}

async function checkHttp(name: Asked, metrics: Metrics): Promise<Finding[]> {
  const engine = openEngine(name, metrics, 'doctor')!
  try {
    return judge(await engine.check(), metrics, metrics[name]!.url)
  } catch (error) {
    return [explain(error, name)]
  } finally {
    await engine.close()
  }
}

const facts = `select current_setting('server_version') as server, current_database() as name,
  (select extversion from pg_extension where extname = 'timescaledb') as made,
  (select default_version from pg_available_extensions where name = 'timescaledb') as available`

/** Asked of by itself: the engine's own check makes what it needs, and here nothing is changed. */
async function checkTimescale(url: string): Promise<Finding> {
  const { host, pathname } = new URL(url)
  const where = `${host}${pathname}`
  try {
    const [found] = (await ask(url, facts, boundMs)) as Record<string, string | null>[]
    const { server, made, available } = found!
    const version = made ?? available
    if (!version)
      return fail(
        'engine',
        `PostgreSQL ${server}, ${where}, has no TimescaleDB`,
        'install its package, name it in shared_preload_libraries, and run "create extension timescaledb" there',
      )
    if (isTooOld(version))
      return fail('engine', `TimescaleDB ${version}, ${where}`, `TimescaleDB ${oldestTimescale} or newer is needed`)
    return ok('engine', `TimescaleDB ${version}, ${where}${made ? '' : '; a start makes the extension'}`)
  } catch (error) {
    const reason = networkCode(error) ?? (error as Error).message
    return fail('engine', `${where} cannot be used: ${reason}`, `mend metrics.timescale.url; ${meanwhile}`)
  }
}

/** Whether what keeps metrics in the long run can be used; nothing is written. */
export async function checkEngine({ metrics }: GivenConfig): Promise<Finding[]> {
  const { storage, timescale } = metrics
  if (!isEngine(storage)) return [ok('engine', `metrics.storage: ${storage}; all rests in PostgreSQL`)]
  return storage === 'timescale' ? [await checkTimescale(timescale!.url)] : checkHttp(storage, metrics)
}
