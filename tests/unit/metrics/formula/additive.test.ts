import { expect, test } from 'vitest'
import { type Togetherness, togetherness } from '@/lib/metrics/formula/additive'
import { readFormula } from '@/lib/metrics/formula/check'
import { addGroups } from '@/lib/metrics/formula/vector'

/** `g` has a value for each group that adds up, `s` the same for all, `m` a mean. */
const ofMetric = ({ name }: { name: string }): Togetherness =>
  name === 'g' ? 'additive' : name === 's' ? 'shared' : 'apart'

test.each<[string, Togetherness]>([
  ['g', 'additive'],
  ['-g + g', 'additive'],
  ['g * 2 / s', 'additive'],
  ['2 * g', 'additive'],
  ['ratio(g, s)', 'additive'],
  ['shift(rate(g), 1d) - moving_avg(g, 3)', 'additive'],
  ['cumulative(g)', 'additive'],
  ['g + 1', 'apart'],
  ['s / g', 'apart'],
  ['g * g', 'apart'],
  ['g ^ 1', 'apart'],
  ['m * 2', 'apart'],
  ['percent_change(g)', 'apart'],
  ['abs(g)', 'apart'],
  ['(g by (x)) + g', 'apart'],
  ['abs(s) * 2', 'shared'],
])('the groups of %s go together: %s', (text, expected) =>
  expect(togetherness(readFormula(text), ofMetric)).toBe(expected),
)

test('groups are added up exactly, those without a value left out', () =>
  expect(
    addGroups([
      [0.1, null, null],
      [0.2, 1, null],
    ]),
  ).toEqual([0.3, 1, null]))
