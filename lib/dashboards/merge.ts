import { compact } from './arrange'
import { isEqual, shownBy } from './changes'
import type { Widget } from './contract'
import type { Draft } from './draft'
import { settle } from './place'
import type { BoardVariable } from './variable-contract'

/** What both sides made different things of; null is a widget that one side removed. */
export type WidgetConflict = { kind: 'widget'; id: string; mine: Widget | null; theirs: Widget | null }
export type FieldConflict = { kind: 'field'; id: 'name' | 'description'; mine: string; theirs: string }
export type VariableConflict = {
  kind: 'variable'
  id: `$${string}`
  mine: BoardVariable | null
  theirs: BoardVariable | null
}
export type Conflict = WidgetConflict | FieldConflict | VariableConflict
export type Choice = 'mine' | 'theirs' | 'both'
/** `draft` has all that does not conflict, and of what does the side of `mine`. */
export type Merge = { draft: Draft; conflicts: Conflict[] }

type Sides = { was?: Widget; mine?: Widget; theirs?: Widget }

const shows = (one?: Widget, other?: Widget) =>
  one === undefined || other === undefined ? one === other : isEqual(shownBy(one), shownBy(other))

/** Where the widget stands: where I moved it to, else where they did. */
function placed(content: Widget, { was, mine, theirs }: Sides): Widget {
  const moved = mine && !isEqual(mine.position, was?.position)
  return { ...content, position: (moved ? mine : (theirs ?? mine ?? content)).position }
}

/** One widget of both sides: the one to keep (null for none), or that they conflict. */
function mergeWidget(sides: Sides): { keep: Widget | null; conflict: boolean } {
  const { was, mine, theirs } = sides
  if (shows(mine, theirs)) return { keep: mine && theirs ? placed(mine, sides) : null, conflict: false }
  if (shows(was, mine)) return { keep: theirs ? placed(theirs, sides) : null, conflict: false }
  if (shows(was, theirs)) return { keep: mine ? placed(mine, sides) : null, conflict: false }
  return { keep: mine ? placed(mine, sides) : null, conflict: true }
}

function mergeText(base: string, mine: string, theirs: string) {
  return { keep: mine === base ? theirs : mine, conflict: mine !== base && theirs !== base && mine !== theirs }
}

function mergeVariables(base: Draft, mine: Draft, theirs: Draft) {
  const byName = ({ variables = [] }: Draft) => new Map(variables.map((one) => [one.name, one]))
  const [was, own, other] = [byName(base), byName(mine), byName(theirs)]
  const conflicts: VariableConflict[] = []
  const kept = [...new Set([...other.keys(), ...own.keys()])].flatMap((name) => {
    const [before, my, their] = [was.get(name), own.get(name), other.get(name)]
    if (isEqual(my, before)) return their ?? []
    if (!isEqual(their, before) && !isEqual(my, their))
      conflicts.push({ kind: 'variable', id: `$${name}`, mine: my ?? null, theirs: their ?? null })
    return my ?? []
  })
  return { variables: kept, conflicts }
}

const tidy = (widgets: Widget[]) => compact(settle(widgets))

/** Two drafts that began from the same board, in one: widget by widget, what a widget shows apart from where it stands. */
export function mergeDrafts(base: Draft, mine: Draft, theirs: Draft): Merge {
  const byId = ({ widgets }: Draft) => new Map(widgets.map((widget) => [widget.id, widget]))
  const [was, own, other] = [byId(base), byId(mine), byId(theirs)]
  const conflicts: Conflict[] = []
  const fields = (['name', 'description'] as const).map((id) => {
    const { keep, conflict } = mergeText(base[id], mine[id], theirs[id])
    if (conflict) conflicts.push({ kind: 'field', id, mine: mine[id], theirs: theirs[id] })
    return [id, keep] as const
  })
  const widgets = [...new Set([...other.keys(), ...own.keys()])].flatMap((id) => {
    const sides = { was: was.get(id), mine: own.get(id), theirs: other.get(id) }
    const { keep, conflict } = mergeWidget(sides)
    if (conflict) conflicts.push({ kind: 'widget', id, mine: sides.mine ?? null, theirs: sides.theirs ?? null })
    return keep ?? []
  })
  const { name = mine.name, description = mine.description } = Object.fromEntries(fields)
  const { variables, conflicts: clashing } = mergeVariables(base, mine, theirs)
  return { draft: { name, description, variables, widgets: tidy(widgets) }, conflicts: [...conflicts, ...clashing] }
}

/** Whether both sides can be kept beside each other. */
export const canKeepBoth = (conflict: Conflict) =>
  conflict.kind === 'widget' && conflict.mine !== null && conflict.theirs !== null

function takeTheirs({ variables = [] }: Draft, { id, theirs }: VariableConflict): BoardVariable[] {
  const at = variables.findIndex(({ name }) => `$${name}` === id)
  const rest = variables.filter((_, i) => i !== at)
  return theirs ? rest.toSpliced(at < 0 ? rest.length : at, 0, theirs) : rest
}

/** The merge with a choice made of each conflict (`mine` where none is); `makeId` names the copies of what is kept twice. */
export function decide(
  { draft, conflicts }: Merge,
  choices: Readonly<Record<string, Choice | undefined>>,
  makeId: () => string,
): Draft {
  let decided = draft
  for (const conflict of conflicts) {
    const choice = choices[conflict.id] ?? 'mine'
    if (choice === 'mine') continue
    if (conflict.kind === 'field') decided = { ...decided, [conflict.id]: conflict.theirs }
    else if (conflict.kind === 'variable') decided = { ...decided, variables: takeTheirs(decided, conflict) }
    else {
      const rest = decided.widgets.filter(({ id }) => id !== conflict.id)
      const theirs = conflict.theirs ? [conflict.theirs] : []
      const copy = choice === 'both' && conflict.mine ? [{ ...conflict.mine, id: makeId() }] : []
      decided = { ...decided, widgets: [...rest, ...theirs, ...copy] }
    }
  }
  return decided === draft ? draft : { ...decided, widgets: tidy(decided.widgets) }
}
