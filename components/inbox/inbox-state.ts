/** A line of the inbox and the anomalies it stands for. */
export type Line = { id: string; ids: readonly string[] }

/** `current` is the line that the keys act on, `anchor` that from which a range is selected, `selected` anomalies. */
export type InboxState = { current: string | null; anchor: string | null; selected: ReadonlySet<string> }

export type InboxAction =
  | { do: 'move'; by: number }
  | { do: 'moveTo'; id: string }
  | { do: 'toggle'; id?: string }
  | { do: 'extend'; id?: string; by?: number }
  | { do: 'toggleAll' }
  | { do: 'clear' }
  | { do: 'keep'; before: readonly Line[] }

export const nothingSelected: InboxState = { current: null, anchor: null, selected: new Set() }

const placeOf = (lines: readonly Line[], id: string | null | undefined) => lines.findIndex((line) => line.id === id)
const idsOf = (lines: readonly Line[]) => lines.flatMap(({ ids }) => ids)

export const isAllSelected = (lines: readonly Line[], { selected }: InboxState) =>
  lines.length > 0 && idsOf(lines).every((id) => selected.has(id))

/** Whether all, some or none of a line's anomalies are selected. */
export function selectionOf({ ids }: Line, { selected }: InboxState): boolean | 'mixed' {
  const count = ids.filter((id) => selected.has(id)).length
  return count === ids.length ? true : count > 0 ? 'mixed' : false
}

function step(lines: readonly Line[], current: string | null, by: number): string | null {
  const at = placeOf(lines, current)
  const next = at < 0 ? (by < 0 ? lines.length - 1 : 0) : Math.max(0, Math.min(lines.length - 1, at + by))
  return lines[next]?.id ?? null
}

/** The nearest line that is still there: the same, else the next after it, else the last before it. */
function nearest(lines: readonly Line[], before: readonly Line[], current: string | null): string | null {
  const at = placeOf(before, current)
  const isThere = ({ id }: Line) => placeOf(lines, id) >= 0
  if (current === null || placeOf(lines, current) >= 0) return current
  return before.slice(at + 1).find(isThere)?.id ?? before.slice(0, Math.max(0, at)).findLast(isThere)?.id ?? null
}

/** The state after an action, over the lines as they are shown now. */
export function reduceInbox(lines: readonly Line[], state: InboxState, action: InboxAction): InboxState {
  const selected = new Set(state.selected)
  switch (action.do) {
    case 'move':
      return { ...state, current: step(lines, state.current, action.by) }
    case 'moveTo':
      return { ...state, current: action.id }
    case 'toggle': {
      const line = lines[placeOf(lines, action.id ?? state.current)]
      if (!line) return state
      const isOn = selectionOf(line, state) === true
      for (const id of line.ids) isOn ? selected.delete(id) : selected.add(id)
      return { current: line.id, anchor: line.id, selected }
    }
    case 'extend': {
      const target = action.id ?? step(lines, state.current, action.by ?? 0)
      const [from, to] = [placeOf(lines, state.anchor ?? state.current ?? target), placeOf(lines, target)]
      if (from < 0 || to < 0) return state
      for (const id of idsOf(lines.slice(Math.min(from, to), Math.max(from, to) + 1))) selected.add(id)
      return { current: target, anchor: lines[from]!.id, selected }
    }
    case 'toggleAll':
      return { ...state, anchor: null, selected: new Set(isAllSelected(lines, state) ? [] : idsOf(lines)) }
    case 'clear':
      return { ...state, anchor: null, selected: new Set() }
    case 'keep': {
      const there = new Set(idsOf(lines))
      const current = nearest(lines, action.before, state.current)
      const anchor = placeOf(lines, state.anchor) >= 0 ? state.anchor : null
      return { current, anchor, selected: new Set([...selected].filter((id) => there.has(id))) }
    }
  }
}

/** What an action on the inbox is about: what is selected, else the current line. */
export function subjectsOf(lines: readonly Line[], { selected, current }: InboxState): string[] {
  if (selected.size > 0) return idsOf(lines).filter((id) => selected.has(id))
  return [...(lines[placeOf(lines, current)]?.ids ?? [])]
}
