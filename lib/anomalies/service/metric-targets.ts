import 'server-only'
import type { Context } from '@/lib/context/context'
import { requireMetric } from '@/lib/metrics/service/find'
import { targetsOf } from '../filter-targets'
import { listMetricSeries } from '../store/samples'
import type { Target } from '../targets'

/** The lines of a metric that may be judged, or those that a filter leaves. Throws `not_found` for an unknown metric. */
export async function findMetricTargets(
  context: Pick<Context, 'db'>,
  name: string,
  filter: string[] | undefined,
): Promise<Target[]> {
  const targets = targetsOf(await listMetricSeries(context.db, { name }), filter)
  if (targets.length === 0) await requireMetric(context, name)
  return targets
}
