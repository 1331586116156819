import type { Dashboard, DashboardBody, Widget } from './contract'

/** What an editor changes of a board. */
export type Draft = Pick<Dashboard, 'name' | 'description' | 'widgets'>
/** A draft with the way there and back. `label` is what the last change was, so that a run of the same is one step. */
export type History = { past: Draft[]; present: Draft; future: Draft[]; label: string | null }

export function startDraft({ name, description, widgets }: Dashboard): History {
  return { past: [], present: { name, description, widgets }, future: [], label: null }
}

/** The next state; changes in a row with the same label, such as typing in one field, are undone together. */
export function changeDraft(history: History, change: (draft: Draft) => Draft, label: string | null = null): History {
  const next = change(history.present)
  if (next === history.present) return history
  const same = label !== null && label === history.label
  return { past: same ? history.past : [...history.past, history.present], present: next, future: [], label }
}

export function undo({ past, present, future, ...rest }: History): History {
  const last = past.at(-1)
  if (!last) return { past, present, future, ...rest }
  return { past: past.slice(0, -1), present: last, future: [present, ...future], label: null }
}

export function redo({ past, present, future, ...rest }: History): History {
  const [next, ...later] = future
  if (!next) return { past, present, future, ...rest }
  return { past: [...past, present], present: next, future: later, label: null }
}

const editWidgets = (draft: Draft, widgets: Widget[]): Draft => ({ ...draft, widgets })

export const addToDraft = (draft: Draft, widget: Widget) => editWidgets(draft, [...draft.widgets, widget])
export const removeFromDraft = (draft: Draft, id: string) =>
  editWidgets(
    draft,
    draft.widgets.filter((widget) => widget.id !== id),
  )
export const patchInDraft = (draft: Draft, id: string, patch: Partial<Omit<Widget, 'id'>>) =>
  editWidgets(
    draft,
    draft.widgets.map((widget) => (widget.id === id ? { ...widget, ...patch } : widget)),
  )

/** The draft with these places; the same draft where nothing moved, so that looking at a board is no change. */
export function placeInDraft(draft: Draft, places: readonly Pick<Widget, 'id' | 'position'>[]): Draft {
  const byId = new Map(places.map(({ id, position }) => [id, position]))
  const moved = draft.widgets.map((widget) => {
    const [was, is] = [widget.position, byId.get(widget.id) ?? widget.position]
    const same = was.x === is.x && was.y === is.y && was.width === is.width && was.height === is.height
    return same ? widget : { ...widget, position: is }
  })
  return moved.some((widget, i) => widget !== draft.widgets[i]) ? editWidgets(draft, moved) : draft
}

export const toBody = ({ name, description, widgets }: Draft): DashboardBody => ({ name, description, widgets })
