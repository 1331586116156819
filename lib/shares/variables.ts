import type { Widget } from '@/lib/dashboards/contract'
import { fillWidget } from '@/lib/dashboards/fill'
import { allValues, type BoardVariable } from '@/lib/dashboards/variable-contract'
import { type Chosen, choose } from '@/lib/dashboards/variables'
import type { ShareView } from './contract'

type Values = Record<string, readonly string[]>

/** The widgets as a choice makes them; one that names a variable that is not there asks nothing, as it stands. */
export const fillWidgets = (widgets: readonly Widget[], chosen: Chosen): Widget[] =>
  widgets.map((widget) => fillWidget(widget, chosen).widget)

/** What stands for the variables of a board as its link keeps it. */
export const keptChoice = (
  variables: readonly BoardVariable[],
  { variables: kept }: Pick<ShareView, 'variables'>,
): Chosen => choose(variables, kept)

/** What a viewer chose, without any value that its variable does not offer; of the others what the link keeps. */
export function allowedChoice(offered: readonly BoardVariable[], kept: Values, given: Values): Chosen {
  const allowed = offered.map(({ name, options = [], default: usual }) => {
    const known = new Set([...options, ...usual, ...(kept[name] ?? []), allValues])
    const values = given[name]?.filter((value) => known.has(value)) ?? []
    return [name, values.length > 0 ? values : (kept[name] ?? [])] as const
  })
  return choose(offered, Object.fromEntries(allowed))
}
