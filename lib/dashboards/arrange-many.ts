import { compact, type Direction } from './arrange'
import type { WidgetPosition } from './contract'
import { gridColumns } from './limits'
import { readingOrder, settle } from './place'

type Item = { id: string; position: WidgetPosition }

/** The board after these widgets moved together, as far to the side and up as all of them can; the others make room. */
export function shift<T extends Item>(items: readonly T[], ids: ReadonlySet<string>, dx: number, dy: number): T[] {
  const start = compact(items)
  const group = start.filter(({ id }) => ids.has(id)).map(({ position }) => position)
  if (group.length === 0) return start
  const left = Math.min(...group.map(({ x }) => x))
  const right = Math.max(...group.map(({ x, width }) => x + width))
  const top = Math.min(...group.map(({ y }) => y))
  const [x, y] = [Math.min(gridColumns - right, Math.max(-left, dx)), Math.max(-top, dy)]
  const moved = start.map((item) => {
    if (!ids.has(item.id)) return item
    const { position } = item
    return { ...item, position: { ...position, x: position.x + x, y: position.y + y } }
  })
  return compact(settle(moved, ...ids))
}

const places = (items: readonly Item[], ids: ReadonlySet<string>) =>
  JSON.stringify(items.filter(({ id }) => ids.has(id)).map(({ position }) => position))

/** The board after one step of these widgets together: a column to the side, or past what is above or below them. */
export function moveTogether<T extends Item>(items: readonly T[], ids: ReadonlySet<string>, direction: Direction): T[] {
  const start = compact(items)
  if (direction === 'left' || direction === 'right') return shift(start, ids, direction === 'left' ? -1 : 1, 0)
  const before = places(start, ids)
  const bottom = Math.max(0, ...start.map(({ position }) => position.y + position.height))
  for (let step = 1; step <= bottom; step++) {
    const next = shift(start, ids, 0, direction === 'up' ? -step : step)
    if (places(next, ids) !== before) return next
  }
  return start
}

/** The board after a widget changed places with the one before or after it in reading order: a step in a single column. */
export function swap<T extends Item>(items: readonly T[], id: string, step: -1 | 1): T[] {
  const start = compact(items)
  const ordered = readingOrder(start)
  const index = ordered.findIndex((item) => item.id === id)
  const [own, other] = [ordered[index], ordered[index + step]]
  if (!own || !other) return start
  const [first, last] = step < 0 ? [own, other] : [other, own]
  const before = readingOrder([own, other])[0]!.position
  const beside =
    own.position.y === other.position.y && before.x + own.position.width + other.position.width <= gridColumns
  const head = { ...first.position, x: Math.min(before.x, gridColumns - first.position.width), y: before.y }
  const tail = beside
    ? { ...last.position, x: head.x + head.width, y: before.y }
    : { ...last.position, x: Math.min(first.position.x, gridColumns - last.position.width), y: head.y + head.height }
  const placed = new Map([
    [first.id, head],
    [last.id, tail],
  ])
  const next = start.map((item) => ({ ...item, position: placed.get(item.id) ?? item.position }))
  return compact(settle(next, first.id, last.id))
}

/** Where copies of widgets stand: below all that is there, beside each other as they were; the board pulls them up. */
export function placeBelow<T extends { position: WidgetPosition }>(copies: readonly T[], board: readonly Item[]): T[] {
  const bottom = Math.max(0, ...board.map(({ position }) => position.y + position.height))
  const top = Math.min(...copies.map(({ position }) => position.y))
  return copies.map((copy) => ({ ...copy, position: { ...copy.position, y: copy.position.y - top + bottom } }))
}
