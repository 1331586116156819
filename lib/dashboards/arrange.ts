import type { WidgetPosition } from './contract'
import { gridColumns } from './limits'
import { fit, overlap, readingOrder, settle } from './place'

type Item = { id: string; position: WidgetPosition }
export type Direction = 'left' | 'right' | 'up' | 'down'

/** Pulls every widget up as far as it goes, in reading order: what the board shows. Answers in the order of `items`. */
export function compact<T extends Item>(items: readonly T[]): T[] {
  const places = new Map<string, WidgetPosition>()
  for (const item of readingOrder(settle(items))) {
    const above = [...places.values()]
    const bottom = Math.max(0, ...above.map((place) => place.y + place.height))
    const place = { ...item.position, y: Math.min(item.position.y, bottom) }
    while (place.y > 0 && !above.some((other) => overlap(other, { ...place, y: place.y - 1 }))) place.y--
    places.set(item.id, place)
  }
  return items.map((item) => ({ ...item, position: places.get(item.id) ?? item.position }))
}

const put = <T extends Item>(items: readonly T[], id: string, position: WidgetPosition) =>
  compact(
    settle(
      items.map((item) => (item.id === id ? { ...item, position: fit(position) } : item)),
      id,
    ),
  )

const place = (items: readonly Item[], id: string) => items.find((item) => item.id === id)?.position

/**
 * The board after one step of a widget: a column to the side, or past the neighbour above or below.
 * The same positions where there is nowhere to go.
 */
export function move<T extends Item>(items: readonly T[], id: string, direction: Direction): T[] {
  const start = compact(items)
  const from = place(start, id)
  if (!from) return start
  const sideways = direction === 'left' ? -1 : direction === 'right' ? 1 : 0
  if (sideways !== 0) {
    const x = Math.min(gridColumns - from.width, Math.max(0, from.x + sideways))
    return x === from.x ? start : put(start, id, { ...from, x })
  }
  const bottom = Math.max(0, ...start.map((item) => item.position.y + item.position.height))
  const steps = direction === 'up' ? from.y : bottom - from.y
  for (let step = 1; step <= steps; step++) {
    const y = from.y + (direction === 'up' ? -step : step)
    const next = put(start, id, { ...from, y })
    const to = place(next, id)
    if (to && (direction === 'up' ? to.y < from.y : to.y > from.y)) return next
  }
  return start
}

export const smallest = { width: 2, height: 1 }

/** The board after a widget grew or shrank by one column or row, never under 2 × 1 nor past the right edge. */
export function resize<T extends Item>(items: readonly T[], id: string, direction: Direction): T[] {
  const start = compact(items)
  const from = place(start, id)
  if (!from) return start
  const width = from.width + (direction === 'right' ? 1 : direction === 'left' ? -1 : 0)
  const height = from.height + (direction === 'down' ? 1 : direction === 'up' ? -1 : 0)
  if (width < smallest.width || from.x + width > gridColumns || height < smallest.height) return start
  return put(start, id, { ...from, width, height })
}
