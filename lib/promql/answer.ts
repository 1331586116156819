import type { Point, QueryData } from './contract'
import { byLabels, sortLabels } from './labels'
import type { Line, Value } from './line'
import { writeNumber } from './write-number'

const pointAt = (time: number, value: number): Point => [time / 1000, writeNumber(value)]

/** The value of an expression at one instant (milliseconds), in Prometheus's form. */
export function answerInstant(value: Value, time: number): QueryData {
  if (value.type === 'string') return { resultType: 'string', result: [time / 1000, value.text] }
  if (value.type === 'scalar') return { resultType: 'scalar', result: pointAt(time, value.points[0]!) }
  const result = value.lines.flatMap(({ labels, points }) => {
    const [point] = points
    return point === null || point === undefined ? [] : [{ metric: sortLabels(labels), value: pointAt(time, point) }]
  })
  return { resultType: 'vector', result }
}

const valuesOf = ({ points }: Pick<Line, 'points'>, times: readonly number[]): Point[] =>
  points.flatMap((point, step) => (point === null ? [] : [pointAt(times[step]!, point)]))

/** The value of an expression at each step, in Prometheus's form, ordered by labels. */
export function answerRange(value: Value, times: readonly number[]): QueryData {
  const lines =
    value.type === 'scalar'
      ? [{ labels: {}, points: value.points }]
      : value.type === 'vector'
        ? [...value.lines].sort(byLabels)
        : []
  const result = lines.flatMap((line) => {
    const values = valuesOf(line, times)
    return values.length === 0 ? [] : [{ metric: sortLabels(line.labels), values }]
  })
  return { resultType: 'matrix', result }
}
