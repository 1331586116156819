import { expect, test } from 'vitest'
import { joinBands } from '@/lib/anomalies/join-bands'

const band = (value: number, down: number, up: number) => ({ value, min: value - down, max: value + up })
const none = { value: null, min: null, max: null }

test.each([
  { name: 'sums add up, reaches by squares', parts: [band(10, 3, 6), band(20, 4, 8)], joined: [30, 25, 40] },
  {
    name: 'what cannot be below zero stays so',
    parts: [band(5, 5, 9), band(5, 5, 12)],
    joined: [10, 10 - 50 ** 0.5, 25],
  },
  { name: 'one part that is unknown', parts: [band(10, 3, 6), none], joined: [null, null, null] },
  { name: 'no parts', parts: [], joined: [null, null, null] },
  {
    name: 'means by their samples',
    parts: [band(10, 2, 2), band(20, 4, 4)],
    weights: [3, 1],
    joined: [12.5, 12.5 - 52 ** 0.5 / 4, 12.5 + 52 ** 0.5 / 4],
  },
  { name: 'a part without samples says nothing', parts: [band(10, 2, 2), none], weights: [3, 0], joined: [10, 8, 12] },
])('$name', ({ parts, weights, joined }) => {
  const { value, min, max } = joinBands(parts, weights)
  expect([value, min, max]).toEqual(joined.map((one) => (one === null ? null : expect.closeTo(one, 9))))
})
