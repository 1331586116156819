import type { Dashboard, Widget, WidgetPosition, WidgetRepeat } from './contract'
import { variableInWords } from './variables'
import { plainWords, sentence } from './words'

/** What of a board is saved: all that a version keeps. */
export type Content = Pick<Dashboard, 'name' | 'description' | 'widgets'> & Partial<Pick<Dashboard, 'variables'>>

/** One field that is not what it was, each side in words; empty where there was nothing. */
export type FieldChange = { field: string; before: string; after: string }
export type WidgetChange = {
  id: string
  kind: 'added' | 'removed' | 'changed' | 'moved' | 'same'
  before: Widget | null
  after: Widget | null
  fields: FieldChange[]
  /** Whether its place or its size is another. */
  moved: boolean
}
export type Changes = { fields: FieldChange[]; widgets: WidgetChange[] }

/** The same text for the same value, in whatever order its keys came. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .join(',')}}`
}
export const isEqual = (one: unknown, other: unknown) => canonical(one) === canonical(other)

/** What a widget shows, wherever it stands. */
export const shownBy = ({ type, title, metric, config }: Widget) => ({ type, title, metric, config })

const isRepeat = (value: unknown): value is WidgetRepeat =>
  typeof value === 'object' && value !== null && 'variable' in value

function inWords(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (isRepeat(value)) return `for each $${value.variable}${value.max ? `, at most ${value.max}` : ''}`
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join(', ')
  return canonical(value)
}

const names: Record<string, string> = {
  group_by: 'Grouped by',
  chart: 'Drawn as',
  compare: 'Compared with',
  repeat: 'Repeated',
}
const nameOf = (key: string) => names[key] ?? sentence(plainWords(key))

function compareFields(before: Record<string, unknown>, after: Record<string, unknown>): FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys
    .filter((key) => !isEqual(before[key], after[key]))
    .map((key) => ({ field: nameOf(key), before: inWords(before[key]), after: inWords(after[key]) }))
}

export const placeInWords = ({ x, y, width, height }: WidgetPosition) =>
  `column ${x + 1}, row ${y + 1}, ${width} wide, ${height} high`

function compareWidget(before: Widget, after: Widget): WidgetChange {
  const { config: wasConfig, ...was } = shownBy(before)
  const { config: isConfig, ...is } = shownBy(after)
  const shown = [...compareFields(was, is), ...compareFields(wasConfig, isConfig)]
  const moved = !isEqual(before.position, after.position)
  const place = { field: 'Place', before: placeInWords(before.position), after: placeInWords(after.position) }
  const kind = shown.length > 0 ? 'changed' : moved ? 'moved' : 'same'
  return { id: after.id, kind, before, after, moved, fields: moved ? [...shown, place] : shown }
}

function compareVariables({ variables: was = [] }: Content, { variables: is = [] }: Content): FieldChange[] {
  const [before, after] = [was, is].map((list) => new Map(list.map((one) => [one.name, variableInWords(one)])))
  const names = [...new Set([...was, ...is].map(({ name }) => name))]
  const changed = names
    .filter((name) => before?.get(name) !== after?.get(name))
    .map((name) => ({ field: `Variable $${name}`, before: before?.get(name) ?? '', after: after?.get(name) ?? '' }))
  if (changed.length > 0 || isEqual(was, is)) return changed
  const order = (list: typeof was) => list.map(({ name }) => `$${name}`).join(', ')
  return [{ field: 'Order of variables', before: order(was), after: order(is) }]
}

/** What of `after` is not as it was in `before`, widget by widget: those of `after` in their order, then those removed. */
export function compareContents(before: Content, after: Content): Changes {
  const was = new Map(before.widgets.map((widget) => [widget.id, widget]))
  const left = new Set(after.widgets.map((widget) => widget.id))
  const one = (kind: 'added' | 'removed', widget: Widget): WidgetChange => ({
    id: widget.id,
    kind,
    before: kind === 'removed' ? widget : null,
    after: kind === 'added' ? widget : null,
    fields: [],
    moved: false,
  })
  return {
    fields: [
      ...compareFields(
        { title: before.name, description: before.description },
        { title: after.name, description: after.description },
      ),
      ...compareVariables(before, after),
    ],
    widgets: [
      ...after.widgets.map((widget) => {
        const known = was.get(widget.id)
        return known ? compareWidget(known, widget) : one('added', widget)
      }),
      ...before.widgets.filter((widget) => !left.has(widget.id)).map((widget) => one('removed', widget)),
    ],
  }
}

const kinds = ['added', 'removed', 'changed', 'moved'] as const

/** `2 widgets added, 1 moved, title changed`; empty where nothing changed. */
export function describeChanges({ fields, widgets }: Changes): string {
  const counted = kinds
    .map((kind) => ({ kind, count: widgets.filter((widget) => widget.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }, i) => (i === 0 ? `${countWidgets(count)} ${kind}` : `${count} ${kind}`))
  return [...counted, ...fields.map(({ field }) => `${field.toLowerCase()} changed`)].join(', ')
}

export const countWidgets = (count: number) => (count === 1 ? '1 widget' : `${count} widgets`)
