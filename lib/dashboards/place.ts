import type { WidgetPosition } from './contract'
import { gridColumns } from './limits'

type Placed = { position: WidgetPosition }

/** The same place, no wider than the grid and inside it. */
export function fit(position: WidgetPosition): WidgetPosition {
  const width = Math.min(position.width, gridColumns)
  return { ...position, width, x: Math.min(position.x, gridColumns - width) }
}

export function overlap(a: WidgetPosition, b: WidgetPosition): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

/** Top to bottom, then left to right: the order of reading, of tabbing, and of a single column. */
export function readingOrder<T extends Placed>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => a.position.y - b.position.y || a.position.x - b.position.x)
}

/** The topmost, then leftmost free place for a widget of this size. */
export function findSpace(taken: readonly WidgetPosition[], size: { width: number; height: number }): WidgetPosition {
  const width = Math.min(size.width, gridColumns)
  const rows = [0, ...taken.map((position) => position.y + position.height)].sort((a, b) => a - b)
  for (const y of rows) {
    for (let x = 0; x + width <= gridColumns; x++) {
      const place = { x, y, width, height: size.height }
      if (!taken.some((other) => overlap(other, place))) return place
    }
  }
  return { x: 0, y: rows[rows.length - 1] ?? 0, width, height: size.height }
}

/** The first free place of the same size after `last`: beside it, else in the rows that begin where it ends. */
export function nextPlace(last: WidgetPosition, taken: readonly WidgetPosition[]): WidgetPosition {
  for (let row = 0; ; row++) {
    for (let x = row === 0 ? last.x + last.width : 0; x + last.width <= gridColumns; x++) {
      const place = { ...last, x, y: last.y + row * last.height }
      if (!taken.some((other) => overlap(other, place))) return place
    }
  }
}

/** The asked place, or the first one straight below it that is free of what is taken. */
export function drop(asked: WidgetPosition, taken: readonly WidgetPosition[]): WidgetPosition {
  const place = fit(asked)
  for (const other of [...taken].sort((a, b) => a.y - b.y)) {
    if (overlap(other, place)) place.y = other.y + other.height
  }
  return place
}

/**
 * The same widgets with no overlap: those named in `pinned` stay where they are, the others move down
 * past what is in their way, in reading order. Answers in the order of `items`.
 */
export function settle<T extends Placed & { id: string }>(items: readonly T[], ...pinned: readonly string[]): T[] {
  const ordered = readingOrder(items)
  const first = ordered.filter((item) => pinned.includes(item.id))
  const places = new Map<string, WidgetPosition>()
  for (const item of [...first, ...ordered.filter((other) => !pinned.includes(other.id))]) {
    places.set(item.id, drop(item.position, [...places.values()]))
  }
  return items.map((item) => ({ ...item, position: places.get(item.id) ?? item.position }))
}
