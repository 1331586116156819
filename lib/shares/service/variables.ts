import { allValues } from '@/lib/dashboards/board-words'
import { mostValues } from '@/lib/dashboards/limits'
import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Dashboard } from '@/lib/dashboards/contract'
import type { Offered } from '@/lib/dashboards/repeat'
import type { BoardVariable } from '@/lib/dashboards/variable-contract'
import { type Chosen, readVariables } from '@/lib/dashboards/variables'
import type { MetricValue } from '@/lib/metrics/contract'
import { otherCategory } from '@/lib/metrics/discover'
import { runQueries } from '@/lib/metrics/service/batch'
import type { ShareView } from '../contract'
import { allowedChoice, keptChoice, spreadVariables } from '../variables'

const lookBackMs = 90 * 86_400_000

/** The values of a label of a metric in the last 90 days, the largest first; none where there is no such metric. */
async function labelValues(context: Context, { metric, label }: BoardVariable): Promise<string[]> {
  if (!metric || !label) return []
  const to = context.now.toISOString()
  const from = new Date(context.now.getTime() - lookBackMs).toISOString()
  const question = { ref: '0', metric, from, to, group_by: [label], limit: mostValues }
  const [result] = (await runQueries(context, { queries: [question] })).results
  if (!result || 'error' in result) return []
  return (result.data as MetricValue).series
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))
    .flatMap(({ labels }) => labels[label] ?? [])
    .filter((value) => value !== otherCategory)
}

/** The variables of a board with what a viewer may choose among as their options, and nothing of where that comes from. */
export async function offerVariables(
  context: Context,
  variables: readonly BoardVariable[],
  { variables: kept }: Pick<ShareView, 'variables'>,
): Promise<BoardVariable[]> {
  const offers = variables.map(async ({ metric, label, ...variable }): Promise<BoardVariable> => {
    const own = variable.options ?? (await labelValues(context, { ...variable, metric, label }))
    const options = [...new Set([...own, ...(kept[variable.name] ?? []), ...variable.default])]
    return { ...variable, kind: 'free', options: options.filter((value) => value !== allValues) }
  })
  return Promise.all(offers)
}

/** What stands for the variables of a shared board where its viewer sent `text`, as in an address. */
export async function readChoice(
  context: Context,
  variables: readonly BoardVariable[],
  view: ShareView,
  text: string,
): Promise<Chosen> {
  const given = readVariables(new URLSearchParams(text))
  if (!view.free_variables || Object.keys(given).length === 0) return keptChoice(variables, view)
  return allowedChoice(await offerVariables(context, variables, view), view.variables, given)
}

/** The values offered by the variables of a shared board that widgets are repeated for, where all of them are chosen. */
export async function offerCopies(
  context: Context,
  board: Pick<Dashboard, 'widgets' | 'variables'>,
  view: Pick<ShareView, 'variables'>,
  chosen: Chosen,
): Promise<Offered> {
  const offers = await offerVariables(context, spreadVariables(board, chosen), view)
  return new Map(offers.map(({ name, options = [] }) => [name, options]))
}
