import { describe, expect, test } from 'vitest'
import { prepareParts } from '@/components/charts/prepare-parts'
import { prepareSparkline } from '@/components/charts/prepare-sparkline'

const brief = (rows: { label: string; value: number | null }[], limit?: number) =>
  prepareParts(rows, limit).parts.map(({ label, value, share, merged }) => [label, value, share, merged])

describe('prepareParts', () => {
  test('largest first, with shares', () =>
    expect(
      brief([
        { label: 'a', value: 1 },
        { label: 'b', value: 3 },
      ]),
    ).toEqual([
      ['b', 3, 0.75, 1],
      ['a', 1, 0.25, 1],
    ]))

  test('beyond the limit they are one', () =>
    expect(
      brief(
        [4, 3, 2, 1].map((value) => ({ label: `n${value}`, value })),
        3,
      ),
    ).toEqual([
      ['n4', 4, 0.4, 1],
      ['n3', 3, 0.3, 1],
      ['__other__', 3, 0.3, 2],
    ]))

  test('the server’s own rest stays last and is not listed twice', () =>
    expect(
      brief([{ label: '__other__', value: 90 }, ...[3, 2, 1].map((value) => ({ label: `n${value}`, value }))], 3),
    ).toEqual([
      ['n3', 3, 3 / 96, 1],
      ['n2', 2, 2 / 96, 1],
      ['__other__', 91, 91 / 96, 2],
    ]))

  test('what is unknown is left out', () => expect(brief([{ label: 'a', value: null }])).toEqual([]))
  test('a whole of nothing has no shares', () => expect(brief([{ label: 'a', value: 0 }])).toEqual([['a', 0, 0, 1]]))
  test('shares count sizes where signs differ', () =>
    expect(
      brief([
        { label: 'a', value: -1 },
        { label: 'b', value: 1 },
      ]),
    ).toEqual([
      ['b', 1, 0.5, 1],
      ['a', -1, 0.5, 1],
    ]))
})

describe('prepareSparkline', () => {
  const draw = (values: (number | null)[]) =>
    prepareSparkline(
      values.map((value) => ({ value })),
      10,
      12,
    ).line
  test.each([
    ['nothing', [], ''],
    ['only gaps', [null, null], ''],
    ['a line from bottom to top', [0, 10], 'M0,11L10,1'],
    ['a gap breaks it, a lone point is a dash', [10, null, 10], 'M0,1L1,1M10,1L11,1'],
    ['a flat zero lies at the bottom', [0, 0], 'M0,11L10,11'],
  ])('%s', (_, values, line) => expect(draw(values)).toBe(line))
})
