import type { Widget, WidgetInput, WidgetPosition, WidgetType } from './contract'
import { findSpace, settle } from './place'

const sizes: Record<WidgetType, { width: number; height: number }> = {
  counter: { width: 3, height: 2 },
  line: { width: 6, height: 4 },
  bar: { width: 6, height: 4 },
  pie: { width: 4, height: 4 },
  table: { width: 8, height: 5 },
  gauge: { width: 3, height: 3 },
  heatmap: { width: 12, height: 4 },
  alerts: { width: 4, height: 5 },
  text: { width: 6, height: 2 },
}

/** The size that a widget of this type gets where none is asked for. */
export const usualSize = (type: WidgetType) => sizes[type]

/** Widgets with their places: those that name one keep it (moved down where they overlap), the others go where there is room. */
export function layOut(inputs: readonly (WidgetInput & { id: string })[]): Widget[] {
  const named = inputs.flatMap((input) => (input.position ? [{ id: input.id, position: input.position }] : []))
  const places = new Map<string, WidgetPosition>(settle(named).map((item) => [item.id, item.position]))
  return inputs.map((input) => {
    const position = places.get(input.id) ?? findSpace([...places.values()], usualSize(input.type))
    places.set(input.id, position)
    const { id, type, title, metric, config } = input
    return { id, type, title, metric, config, position }
  })
}
