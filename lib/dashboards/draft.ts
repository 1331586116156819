import type { Content } from './changes'
import type { DashboardBody, Widget } from './contract'

/** What an editor changes of a board; one that was kept before there were variables has none. */
export type Draft = Content

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

export const toBody = ({ name, description, variables = [], widgets }: Draft): DashboardBody => ({
  name,
  description,
  variables,
  widgets,
})
