import { applyPatch, structuredPatch } from 'diff'
import { type Document, isMap, isScalar, isSeq, parseDocument, type ToStringOptions, YAMLMap, type YAMLSeq } from 'yaml'
import { compact } from './arrange'
import { isEqual } from './changes'
import { type DashboardBody, type Widget, type WidgetBody, widgetPosition } from './contract'
import { inOrder, orderFile } from './file'
import { layOut } from './lay-out'

const isJson = (file: string) => /\.json$/i.test(file)

/** Ways in which people lay YAML out. */
const styles: ToStringOptions[] = [false, true].flatMap((indentSeq) =>
  [2, 4].flatMap((indent) =>
    [true, false].map((flowCollectionPadding) => ({ lineWidth: 0, indentSeq, indent, flowCollectionPadding })),
  ),
)

function differing(one: string, other: string): number {
  const lines = new Set(other.split('\n'))
  return one.split('\n').filter((line) => !lines.has(line)).length
}

/** The style that writes a document most nearly as it stands. */
function styleOf(text: string, document: Document): ToStringOptions {
  const ranked = styles.map((style) => ({ style, off: differing(text, document.toString(style)) }))
  return ranked.sort((a, b) => a.off - b.off)[0]!.style
}

type Plain = Record<string, unknown>
const isObject = (value: unknown) => typeof value === 'object' && value !== null

/** Makes the entries of a map those of `next` where they differ from `before`; the others stay as they are written. */
function editMap(document: Document, map: YAMLMap, before: Plain, next: Plain) {
  for (const key of Object.keys(before)) {
    if (next[key] === undefined && map.has(key)) map.delete(key)
  }
  for (const [key, value] of Object.entries(next)) {
    if (value === undefined || isEqual(before[key], value)) continue
    const own = map.get(key, true)
    const isPlain = isObject(value) && !Array.isArray(value)
    if (isScalar(own) && !isObject(value)) own.value = value
    else if (isMap(own) && isPlain) editMap(document, own, (before[key] ?? {}) as Plain, value as Plain)
    else map.set(key, document.createNode(value))
  }
}

/** What a widget of the file is and what it became, by the same id; places that only moved up with the others are the same. */
type Sides = { was: readonly Widget[]; is: DashboardBody['widgets'] }

const written = ({ type, title, metric, config, position }: Omit<Widget, 'id'>): Plain => ({
  ...{ type, title, metric, config, position },
})

function editWidgets(document: Document, map: YAMLMap, { was, is }: Sides) {
  if (!isSeq(map.get('widgets', true))) map.set('widgets', document.createNode([]))
  const list = map.get('widgets', true)
  if (!isSeq(list)) return
  const raised = new Map(compact(was).map(({ id, position }) => [id, position]))
  const after = new Map(is.map((widget) => [widget.id, widget]))
  const kept = list.items.flatMap((item, i) => {
    const [before, next] = [was[i], after.get(was[i]?.id)]
    if (!before || !next) return []
    const position = isEqual(next.position, raised.get(before.id)) ? before.position : next.position
    if (isMap(item))
      editMap(document, item, written(before), written({ ...next, position: position ?? before.position }))
    return [item]
  })
  const known = new Set(was.map(({ id }) => id))
  const added = is.filter(({ id }) => id === undefined || !known.has(id))
  const fresh = orderFile({
    ...{ format: 'datawatch.dashboard', format_version: 1, name: '', description: '', variables: [] },
    widgets: added.map(({ id: _, ...widget }) => widget),
  }).widgets
  list.items = [...kept, ...fresh.map((widget) => document.createNode(widget))]
  const order = [...was.flatMap(({ id }) => after.get(id) ?? []), ...added]
  if (!standsAs(list.toJS(document), order)) placeAll(document, list, order)
}

/** Whether the widgets of a file, laid out, stand as they are meant to. */
function standsAs(list: readonly Pick<WidgetBody, 'type' | 'position'>[], order: DashboardBody['widgets']): boolean {
  const bare = { title: '', metric: null, config: {} }
  const laid = compact(layOut(list.map(({ type, position }, i) => ({ ...bare, id: String(i), type, position }))))
  const meant = compact(layOut(order.map(({ type, position }, i) => ({ ...bare, id: String(i), type, position }))))
  return isEqual(
    laid.map(({ position }) => position),
    meant.map(({ position }) => position),
  )
}

/** Says of every widget where it stands: one that did not say so stood where there was room. */
function placeAll(document: Document, list: YAMLSeq, order: DashboardBody['widgets']) {
  for (const [i, { position }] of order.entries()) {
    const item = list.items[i]
    if (isMap(item) && position) item.set('position', document.createNode(inOrder(widgetPosition, position)))
  }
}

/** The text with what `edited` makes different of `written`, the same text as a document writes it; null where that cannot be told. */
function carryOver(text: string, written: string, edited: string): string | null {
  const meant = JSON.stringify(parseDocument(edited).toJS())
  for (const context of [3, 1]) {
    const carried = applyPatch(text, structuredPatch('a', 'b', written, edited, '', '', { context }))
    if (carried !== false && JSON.stringify(parseDocument(carried).toJS()) === meant) return carried
  }
  return null
}

type Before = Omit<DashboardBody, 'widgets'> & { widgets: readonly Widget[] }
const head = ({ name, description, variables }: Omit<DashboardBody, 'widgets'>): Plain => ({
  ...{ name, description, variables },
})

/**
 * The text of a board's file with what `next` makes different, and all else as it is written: comments, order and quotes.
 * `before` is the board that the file makes, its widgets in the order of the file.
 */
export function editFile(file: string, text: string, before: Before, next: DashboardBody): string {
  const document = parseDocument(text)
  const map = isMap(document.contents) ? (document.contents as YAMLMap) : new YAMLMap()
  const style = styleOf(text, document)
  const json = () => `${JSON.stringify(document.toJS(), null, /\n([ \t]+)"/.exec(text)?.[1] ?? 2)}\n`
  const write = isJson(file) ? json : () => document.toString(style)
  const written = write()
  editMap(document, map, head(before), head(next))
  editWidgets(document, map, { was: before.widgets, is: next.widgets })
  const edited = write()
  if (edited === written) return text
  return written === text ? edited : (carryOver(text, written, edited) ?? edited)
}
