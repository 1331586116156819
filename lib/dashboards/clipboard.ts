import { maxWidgets, type Widget, widgetClipboard } from './contract'
import { fit, settle } from './place'

export type Copied = Omit<Widget, 'id'>

/** Widgets as the text that a clipboard holds; they may be pasted into any board. */
export const writeWidgets = (widgets: readonly Widget[]): string =>
  JSON.stringify({
    format: 'datawatch.widgets',
    format_version: 1,
    widgets: widgets.map(({ id: _, ...widget }) => widget),
  })

export type Pasted = { widgets: Copied[] } | { problem: string }

/** The widgets of a text; null where it is about something else, `problem` where it is none that a board can hold. */
export function readWidgets(text: string, there: number): Pasted | null {
  if (!text.includes('"datawatch.widgets"')) return null
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { problem: 'What was copied is cut off' }
  }
  const parsed = widgetClipboard.safeParse(json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { problem: [issue?.path.join('.'), issue?.message].filter(Boolean).join(': ') }
  }
  const { widgets } = parsed.data
  if (there + widgets.length > maxWidgets) return { problem: `A dashboard holds at most ${maxWidgets} widgets` }
  const placed = settle(widgets.map((widget, index) => ({ ...widget, position: fit(widget.position), id: `${index}` })))
  return { widgets: placed.map(({ id: _, ...widget }) => widget) }
}
