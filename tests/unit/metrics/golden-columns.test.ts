import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ColumnRole } from '@/lib/metrics/contract'
import { judgeColumn, observe } from '@/lib/metrics/observe'
import { guessUnit } from '@/lib/metrics/unit'
import golden from '@/tests/golden/columns.json'
import heldOut from '@/tests/golden/columns-held-out.json'

type Labelled = { schema: string; table: string; column: string; role: ColumnRole; unit?: string; values: unknown[] }
const columns = golden.columns as Labelled[]

const judge = (column: string, values: unknown[]): ColumnRole =>
  judgeColumn(column, undefined, observe(values.map((value) => ({ [column]: value }))).get(column)!)

const shown = ({ schema, table, column, role, values }: Labelled, found: string) =>
  `${schema} ${table}.${column}: ${found}, not ${role} (${JSON.stringify(values.slice(0, 3)).slice(0, 80)})`

test('nothing that says which, when or what in words is ever summed, however little was seen of it', () => {
  const summable: ColumnRole[] = ['numeric', 'categorical']
  const wrong = columns
    .filter(({ role }) => !summable.includes(role))
    .flatMap((one) =>
      [1, 5, 20]
        .filter((count) => judge(one.column, one.values.slice(0, count)) === 'numeric')
        .map((count) => shown(one, `numeric after ${count}`)),
    )
  expect(wrong).toEqual([])
})

test('values in another order give the same roles', () =>
  fc.assert(
    fc.property(fc.constantFrom(...columns), fc.infiniteStream(fc.nat()), ({ column, values }, places) => {
      const shuffled = values.map((value) => ({ value, place: places.next().value as number }))
      shuffled.sort((a, b) => a.place - b.place)
      expect(
        judge(
          column,
          shuffled.map(({ value }) => value),
        ),
      ).toBe(judge(column, values))
    }),
    { numRuns: 300 },
  ))

test('units are what the names say for 97 of 100 numbers, and none where they say none', () => {
  const numbers = columns.filter(({ role }) => role === 'numeric')
  const wrong = numbers.filter(({ column, unit = '' }) => guessUnit(column) !== unit)
  const shownUnits = wrong.map(
    (one) => `${one.table}.${one.column}: ${guessUnit(one.column)}, not ${one.unit ?? 'none'}`,
  )
  if (wrong.length > 0) console.info(`units missed:\n${shownUnits.join('\n')}`)
  expect(1 - wrong.length / numbers.length).toBeGreaterThanOrEqual(0.97)
})

describe.each([
  ['public schemas', columns, 0.97],
  ['schemas that the rules were not made for', heldOut.columns as Labelled[], 0.85],
] as const)('the roles of columns of %s', (_name, labelled, least) => {
  const misses = labelled.filter((one) => judge(one.column, one.values) !== one.role)
  const accuracy = 1 - misses.length / labelled.length

  test(`are right for ${least * 100} of 100`, () => {
    if (misses.length > 0) {
      const lines = misses.map((one) => shown(one, judge(one.column, one.values)))
      console.info(`${(accuracy * 100).toFixed(1)} % of ${labelled.length} right; missed:\n${lines.join('\n')}`)
    }
    expect(accuracy).toBeGreaterThanOrEqual(least)
  })
})
