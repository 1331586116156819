import { describe, expect, test } from 'vitest'
import { drawChart, type Element } from '@/lib/alerts/chart-drawing'

const at = Date.UTC(2026, 10, 30, 8)
const points = (values: (number | null)[]) => values.map((value, index) => ({ at: at + index * 60_000, value }))
const all = (element: Element | string): Element[] =>
  typeof element === 'string' ? [] : [element, ...(element.props.children ?? []).flatMap(all)]
const draw = (values: (number | null)[], threshold: number | null = null) =>
  drawChart({ points: points(values), threshold, firing: { from: at + 60_000, to: null } })
const texts = (drawn: Element | null) =>
  all(drawn!).flatMap(({ props }) => (props.children ?? []).filter((one) => typeof one === 'string'))

describe('the chart of an alert', () => {
  test('shows when it fired, the line, and what it was measured by', () => {
    const drawn = draw([1, 2, null, 4], 3)
    const strokes = all(drawn!).map(({ props }) => props.stroke)
    expect(strokes).toEqual(expect.arrayContaining(['#2563eb', '#b91c1c']))
    expect(all(drawn!).map(({ type }) => type)).toContain('rect')
    expect(texts(drawn)).toEqual(expect.arrayContaining(['0', '4', '08:00 UTC', '08:03']))
  })

  test('a gap is no line', () => {
    const line = all(draw([1, 2, null, 4])!).find(({ props }) => props.stroke === '#2563eb')
    expect(String(line!.props.d).match(/M/g)).toHaveLength(2)
  })

  test.each([
    ['one value throughout', [5, 5, 5]],
    ['zero throughout', [0, 0, 0]],
    ['negative ones', [-3, -2, -1]],
    ['very large ones', [1e12, 2e12, 3e15]],
  ])('%s', (_name, values) => {
    expect(JSON.stringify(draw(values))).not.toMatch(/NaN|Infinity|null,/)
  })

  test.each([
    ['no points', []],
    ['one point', [1]],
    ['no values', [null, null]],
  ])('nothing to draw: %s', (_name, values) => expect(draw(values)).toBeNull())
})
