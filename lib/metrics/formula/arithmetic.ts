import { DecimalSum } from '../decimal'
import type { FunctionName } from './functions'
import type { Operator } from './parse'
import type { Points } from './vector'

/** The exact sum of decimals, as a double: 0.1 + 0.2 is 0.3. */
function add(...numbers: number[]): number {
  const sum = new DecimalSum()
  for (const number of numbers) sum.add(number)
  return Number(sum.toString())
}

/** A quotient; null over zero. */
export const divide = (a: number, b: number) => (b === 0 ? null : a / b)

export const operators: Record<Operator, (a: number, b: number) => number | null> = {
  '+': (a, b) => add(a, b),
  '-': (a, b) => add(a, -b),
  '*': (a, b) => a * b,
  '/': divide,
  '^': (a, b) => a ** b,
}

/** Functions of the values at one step; null where one of them is. */
export const pointwise: Partial<Record<FunctionName, (...values: number[]) => number | null>> = {
  abs: Math.abs,
  clamp: (value, low, high) => Math.min(Math.max(value!, low!), high!),
  max2: Math.max,
  min2: Math.min,
  ratio: (a, b) => divide(a!, b!),
}

/** The mean of each value and the `count` − 1 before it; null where all are, and shorter by as many. */
export function movingAverage(points: Points, count: number): Points {
  const sum = new DecimalSum()
  let known = 0
  const averages: Points = []
  points.forEach((value, i) => {
    if (value !== null) sum.add(value)
    known += Number(value !== null)
    const gone = i >= count ? points[i - count]! : null
    if (gone !== null) sum.add(-gone)
    known -= Number(gone !== null)
    if (i >= count - 1) averages.push(known > 0 ? Number(sum.toString()) / known : null)
  })
  return averages
}

/** By how many percent each value differs from the one before; shorter by one. */
export const percentChange = (points: Points): Points =>
  points.slice(1).map((value, i) => {
    const before = points[i] ?? null
    return value === null || before === null || before === 0 ? null : (add(value, -before) / Math.abs(before)) * 100
  })

/** The sum of all values from `from` to each, passing over null; null before. */
export function runningSum(points: Points, from: number): Points {
  const sum = new DecimalSum()
  let any = false
  return points.map((value, i) => {
    if (i < from) return null
    if (value !== null) sum.add(value)
    any ||= value !== null
    return any ? Number(sum.toString()) : null
  })
}
