import { currencyOf } from '@/lib/metrics/currency'
import type { Bindings } from './bind-tables'
import type { WidgetPosition, WidgetType } from './contract'
import type { Found } from './find-metric'
import { gridColumns } from './limits'
import { columnWords } from './meaning'
import type { StarterMetric, StarterWidget } from './starter'
import type { Planned, Template } from './template-plan'

export type Tables = ReadonlyMap<string, readonly StarterMetric[]>
type Piece = Omit<StarterWidget, 'position'> & { share: number }

const listing = new Set<WidgetType>(['table', 'alerts'])

function configOf({ type, config }: Planned, { metric, config: own }: Found, table: string, code: string | null) {
  if (listing.has(type)) return { table, limit: 20 }
  const unit = metric?.unit === 'currency' && code ? code : metric?.unit
  return { ...(unit ? { unit } : {}), ...own, ...config }
}

/** The widget that a plan makes of its table, or what the table lacks for it. */
function make(
  planned: Planned,
  rows: string,
  table: string,
  metrics: readonly StarterMetric[],
): Piece | { lacks: string } {
  const { type, title, find, share } = planned
  const found = find(metrics)
  if (!found) return { lacks: find.lacks ?? '' }
  const field = columnWords(table, found.field ?? '', found.metric?.unit)
  const currency = currencyOf(metrics.filter(({ kind }) => kind === 'category'))
  const config = configOf(planned, found, table, currency)
  const said = title.replace('{field}', field).replace('{rows}', rows)
  return { type, title: said, metric: found.metric?.name ?? null, config, share }
}

/** Widths that fill a row as far as the shares of its pieces tell. */
function widthsOf(pieces: readonly Piece[]): number[] {
  const whole = pieces.reduce((sum, { share }) => sum + share, 0)
  const widths = pieces.map(({ share }) => Math.max(2, Math.round((gridColumns * share) / whole)))
  const rest = gridColumns - widths.reduce((sum, width) => sum + width, 0)
  return widths.map((width, i) => (i === 0 ? width + rest : width))
}

function layRow(pieces: readonly Piece[], y: number, height: number): StarterWidget[] {
  const widths = widthsOf(pieces)
  let x = 0
  return pieces.map(({ share: _, ...piece }, i) => {
    const position: WidgetPosition = { x, y, width: widths[i]!, height }
    x += position.width
    return { ...piece, position }
  })
}

/** The height from which a row has room for a figure that would stand alone. */
const tall = 4

/** What a template makes of tables with what is known of their metrics, and in words what it has no data for. */
export function templateBoard({ slots, needs, rows }: Template, bindings: Bindings, tables: Tables) {
  const lacking = new Map<string, Set<string>>()
  const widgets: StarterWidget[] = []
  let y = 0
  let alone: Piece[] = []
  for (const { height, widgets: planned } of rows) {
    const pieces = planned.flatMap((one) => {
      const place = slots.find(({ id }) => one.of.includes(id) && bindings[id])
      const table = place && bindings[place.id]
      if (!table) return []
      const made = make(one, place.name, table, tables.get(table) ?? [])
      if (!('lacks' in made)) return made
      lacking.set(place.id, (lacking.get(place.id) ?? new Set()).add(made.lacks))
      return []
    })
    if (pieces.length === 0) continue
    if (pieces.length === 1 && height < tall) {
      alone = [...alone, ...pieces.map((piece) => ({ ...piece, share: 4 }))]
      continue
    }
    widgets.push(...layRow([...alone, ...pieces], y, height))
    alone = []
    y += height
  }
  const missing = slots.flatMap(({ id, name }) => {
    if (!bindings[id]) return `No table of ${name} found`
    return [...(lacking.get(id) ?? [])].filter(Boolean).map((what) => `${bindings[id]} has no ${what}`)
  })
  return { ready: needs.some((id) => bindings[id]) && widgets.length > 0, widgets, missing }
}
