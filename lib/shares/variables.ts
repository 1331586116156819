import { compact } from '@/lib/dashboards/arrange'
import { allValues } from '@/lib/dashboards/board-words'
import type { Dashboard, Widget } from '@/lib/dashboards/contract'
import { fillWidget } from '@/lib/dashboards/fill'
import { type Offered, showWidgets } from '@/lib/dashboards/repeat'
import type { BoardVariable } from '@/lib/dashboards/variable-contract'
import { type Chosen, choose } from '@/lib/dashboards/variables'
import type { ShareView } from './contract'

type Values = Record<string, readonly string[]>

/**
 * The widgets as a choice makes them, with the copies of those that are repeated; one that names a variable that is not there
 * asks nothing, as it stands.
 */
export const fillWidgets = (widgets: readonly Widget[], chosen: Chosen, offered: Offered): Widget[] =>
  showWidgets(compact(widgets), chosen, offered, widgets).map(({ widget }) => widget)

/** The widgets as a choice makes them, those that are repeated once for every value they may be shown for. */
export const askableWidgets = (widgets: readonly Widget[], chosen: Chosen, offered: Offered): Widget[] =>
  widgets.flatMap((widget) => {
    const { repeat } = widget.config
    const picked = repeat ? (chosen.get(repeat.variable) ?? []) : []
    const values = picked.length > 0 || !repeat ? picked : (offered.get(repeat.variable) ?? [])
    const choices =
      repeat && values.length > 0 ? values.map((one) => new Map([...chosen, [repeat.variable, [one]]])) : [chosen]
    return choices.map((choice) => fillWidget(widget, choice).widget)
  })

/** The variables of which all are chosen and for whose every value a widget is repeated. */
export function spreadVariables(board: Pick<Dashboard, 'widgets' | 'variables'>, chosen: Chosen): BoardVariable[] {
  const names = new Set(board.widgets.flatMap(({ config }) => config.repeat?.variable ?? []))
  return board.variables.filter(({ name }) => names.has(name) && chosen.get(name)?.length === 0)
}

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
