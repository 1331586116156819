import 'server-only'
import type { Context } from '@/lib/context/context'
import { figures as counted } from '@/lib/runtime/figures'
import { getRuntime } from '@/lib/runtime/runtime'
import { inSpan } from '@/lib/telemetry/tracing'
import type { DetectionFigures } from '../contract'

const nothing = { series: 0, buckets: 0, opened: 0, updated: 0, withdrawn: 0 }

/**
 * One detection pass over all series, at most once in each interval over all processes. Only finished buckets are judged:
 * new ones, and those that late data has touched. All of a pass is committed at once or not at all.
 */
export async function detectAnomalies(context: Context): Promise<DetectionFigures> {
  const startedAt = performance.now()
  const figures = await inSpan('detection pass', async (note) => {
    const found = await getRuntime().detection.pass(context)
    note({ 'datawatch.skipped': found === null, 'datawatch.series': found?.series ?? 0 })
    return found
  })
  const duration_ms = Math.round(performance.now() - startedAt)
  if (figures) counted.detection.observe(duration_ms / 1000)
  const changed = figures && figures.opened + figures.withdrawn > 0
  context.log[changed ? 'info' : 'debug']({ ...figures, duration_ms }, 'detection pass')
  return { skipped: figures === null, ...(figures ?? nothing), duration_ms }
}
