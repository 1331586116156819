import { keyOf, type Labels } from './labels'
import { refuseToCompute } from './syntax'

/** One series over the steps of an evaluation: null where it has no element. */
export type Line = { labels: Labels; points: readonly (number | null)[] }

export type Value =
  | { type: 'scalar'; points: readonly number[] }
  | { type: 'vector'; lines: Line[] }
  | { type: 'string'; text: string }

/**
 * Lines that came to have the same labels become one; two elements with the same labels at one step are refused with
 * `message`. Lines without any element are left out.
 */
export function joinLines(
  lines: readonly Line[],
  message = 'vector cannot contain metrics with the same labelset',
): Line[] {
  const joined = new Map<string, { labels: Labels; points: (number | null)[]; own: boolean }>()
  for (const { labels, points } of lines) {
    if (points.every((point) => point === null)) continue
    const key = keyOf(labels)
    const before = joined.get(key)
    if (!before) {
      joined.set(key, { labels, points: points as (number | null)[], own: false })
      continue
    }
    if (!before.own) {
      before.points = [...before.points]
      before.own = true
    }
    points.forEach((point, step) => {
      if (point === null) return
      if (before.points[step] !== null) throw refuseToCompute(message)
      before.points[step] = point
    })
  }
  return [...joined.values()].map(({ labels, points }) => ({ labels, points }))
}

/** Every element by a function of its value and its step. */
export const mapPoints = ({ labels, points }: Line, by: (value: number, step: number) => number | null): Line => ({
  labels,
  points: points.map((point, step) => (point === null ? null : by(point, step))),
})
