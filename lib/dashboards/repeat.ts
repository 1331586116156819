import type { Widget, WidgetPosition, WidgetRepeat } from './contract'
import { type Filled, fillWidget, namesIn } from './fill'
import { mostCopies } from './limits'
import { nextPlace, overlap, readingOrder, settle } from './place'
import type { BoardVariable } from './variable-contract'
import type { Chosen } from './variables'

/** The values that a board's variables offer, by name: what a repeated widget is shown for where all are chosen. */
export type Offered = ReadonlyMap<string, readonly string[]>

/** A widget as a board shows it; `left` counts the values for which there is no copy more. */
export type Shown = Filled & { left: number }

/** The values of which a repeated widget has a copy each, and how many others there are. */
function valuesOf({ variable, max = mostCopies }: WidgetRepeat, chosen: Chosen, offered: Offered) {
  const picked = chosen.get(variable) ?? []
  const all = [...new Set(picked.length > 0 ? picked : (offered.get(variable) ?? []))]
  const values = all.slice(0, max)
  return { values, left: all.length - values.length }
}

/** An id of its own for the copy of each value, the same every time. */
function copyId(id: string, value: string): string {
  let hash = 0x811c9dc5
  for (const sign of id + value) hash = Math.imul(hash ^ sign.codePointAt(0)!, 0x01000193)
  return id.slice(0, -8) + (hash >>> 0).toString(16).padStart(8, '0')
}

function without(widget: Widget): Widget {
  const { repeat: _, ...config } = widget.config
  return { ...widget, config }
}

/** The title of a copy names its value, wherever its maker put it. */
const titled = (title: string, variable: string, value: string) =>
  namesIn(title).includes(variable) ? title : [title, value].filter(Boolean).join(' · ')

function copiesOf(widget: Widget, repeat: WidgetRepeat, chosen: Chosen, offered: Offered): Shown[] {
  const { variable } = repeat
  if (!chosen.has(variable))
    return [{ widget, problem: `There is no variable $${variable} to repeat this for`, left: 0 }]
  const { values, left } = valuesOf(repeat, chosen, offered)
  if (values.length === 0) return [{ ...fillWidget(without(widget), chosen), left: 0 }]
  return values.map((value, i) => {
    const copy = { ...without(widget), id: copyId(widget.id, value), title: titled(widget.title, variable, value) }
    const filled = fillWidget(copy, new Map([...chosen, [variable, [value]]]))
    return { ...filled, left: i === values.length - 1 ? left : 0 }
  })
}

/** Places for `count` copies, in rows from the first one's on, past what stands beside them. */
function placesFor(first: WidgetPosition, count: number, beside: readonly WidgetPosition[]): WidgetPosition[] {
  const places = [first]
  while (places.length < count) places.push(nextPlace(places.at(-1)!, [...beside, ...places]))
  return places
}

function put(shown: Shown, position: WidgetPosition): Shown {
  const was = shown.widget.position
  const same = was.x === position.x && was.y === position.y
  return same ? shown : { ...shown, widget: { ...shown.widget, position } }
}

/** Where widgets stand on the board as it was saved, by id: not pulled up beside what they were put below. */
type Saved = ReadonlyMap<string, WidgetPosition>

/** `all` with copies in the place of the widget of this id, in rows after it; what lies below makes room. */
function spread(all: readonly Shown[], id: string, copies: readonly Shown[], saved: Saved): Shown[] {
  const others = all.filter(({ widget }) => widget.id !== id)
  const { position } = all.find(({ widget }) => widget.id === id)!.widget
  const end = position.y + position.height
  const own = saved.get(id) ?? position
  const below = ({ widget }: Shown) => {
    const was = saved.get(widget.id)
    return widget.position.y >= end || (was !== undefined && was.y >= own.y + own.height)
  }
  const beside = others.filter((one) => !below(one)).map(({ widget }) => widget.position)
  const places = placesFor(position, copies.length, beside)
  const bottom = Math.max(...places.map(({ y, height }) => y + height))
  const moved = others.map((one) => {
    if (!below(one)) return one
    const { position: place, id: other } = one.widget
    const gap = (saved.get(other)?.y ?? 0) - own.y - own.height
    return put(one, { ...place, y: Math.max(place.y + bottom - end, bottom + gap) })
  })
  return [...moved, ...copies.map((copy, i) => put(copy, places[i]!))]
}

/** Pulls up what stands below copies as far as it goes; copies stay in their rows. */
function closeGaps(all: readonly Shown[], copies: ReadonlySet<string>): Shown[] {
  const settled = settle(
    all.map(({ widget: { id, position } }) => ({ id, position })),
    ...copies,
  )
  const apart = all.map((one, i) => put(one, settled[i]!.position))
  const taken = apart.filter(({ widget }) => copies.has(widget.id)).map(({ widget }) => widget.position)
  return inOrder(apart).map((one) => {
    if (copies.has(one.widget.id)) return one
    const place = { ...one.widget.position }
    while (place.y > 0 && !taken.some((other) => overlap(other, { ...place, y: place.y - 1 }))) place.y--
    taken.push(place)
    return put(one, place)
  })
}

const inOrder = (all: readonly Shown[]): Shown[] =>
  readingOrder(all.map((shown) => ({ shown, position: shown.widget.position }))).map(({ shown }) => shown)

/**
 * The widgets of a board with the chosen values in place of its variables, those that are repeated once for each value; in the
 * order of reading, without overlap. A widget that neither changes nor moves is the same. `saved` are the widgets as they were saved, where
 * `widgets` are pulled up.
 */
export function showWidgets(
  widgets: readonly Widget[],
  chosen: Chosen,
  offered: Offered,
  saved: readonly Widget[] = widgets,
): Shown[] {
  const filled = widgets.map((widget) => ({ ...fillWidget(widget, chosen), left: 0 }))
  const repeated = readingOrder(widgets.filter(({ config }) => config.repeat))
  if (repeated.length === 0) return filled
  const copied = new Set<string>()
  const places = new Map(saved.map(({ id, position }) => [id, position]))
  const all = repeated.reduce<Shown[]>((shown, widget) => {
    const copies = copiesOf(widget, widget.config.repeat!, chosen, offered)
    for (const copy of copies) copied.add(copy.widget.id)
    return spread(shown, widget.id, copies, places)
  }, filled)
  return inOrder(closeGaps(all, copied))
}

/** A board as its editor shows a repeated widget: for the first of the chosen values. */
export function chosenForOne({ config }: Pick<Widget, 'config'>, chosen: Chosen): Chosen {
  const [first] = chosen.get(config.repeat?.variable ?? '') ?? []
  return config.repeat && first !== undefined ? new Map([...chosen, [config.repeat.variable, [first]]]) : chosen
}

type Told = Pick<Widget, 'title' | 'config'>

/** The widget repeated for each value of a variable, its title and its filter naming it, as far as `labels` of its metric know it. */
export function repeatFor<T extends Told>(widget: T, { name, label }: BoardVariable, labels: readonly string[]): Told {
  const { filter, queries } = widget.config
  const isNamed = (text: string | undefined) => namesIn(text ?? '').includes(name)
  const narrows = label !== undefined && labels.includes(label) && !queries && !isNamed(filter)
  const title = isNamed(widget.title) ? widget.title : [widget.title, `$${name}`].filter(Boolean).join(': ')
  const own = narrows ? { filter: [filter, `${label}:$${name}`].filter(Boolean).join(',') } : {}
  return { title, config: { ...widget.config, ...own, repeat: { ...widget.config.repeat, variable: name } } }
}
