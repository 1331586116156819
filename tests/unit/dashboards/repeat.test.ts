import { describe, expect, it } from 'vitest'
import { compact } from '@/lib/dashboards/arrange'
import { compareContents } from '@/lib/dashboards/changes'
import { type Widget, widgetConfig } from '@/lib/dashboards/contract'
import { fillGroups } from '@/lib/dashboards/fill'
import { gridColumns, mostCopies } from '@/lib/dashboards/limits'
import { overlap } from '@/lib/dashboards/place'
import { chosenForOne, repeatFor, showWidgets } from '@/lib/dashboards/repeat'
import type { BoardVariable } from '@/lib/dashboards/variable-contract'

type Place = [x: number, y: number, width: number, height: number]
const id = (n: number) => `01a20a8e-b2c9-7707-b253-6698abe8${String(n).padStart(4, '0')}`
const widget = (n: number, [x, y, width, height]: Place, over: Partial<Widget> = {}): Widget => ({
  ...{ id: id(n), type: 'counter', title: `W${n}`, metric: 'orders', config: {} },
  position: { x, y, width, height },
  ...over,
})
const repeated = (n: number, place: Place, max?: number) =>
  widget(n, place, { title: 'In $region', config: { filter: 'region:$region', repeat: { variable: 'region', max } } })

const regions = (count: number) => Array.from({ length: count }, (_, i) => `r${i}`)
const show = (widgets: Widget[], chosen: string[], offered: string[] = []) =>
  showWidgets(widgets, new Map([['region', chosen]]), new Map([['region', offered]]))
const places = (shown: ReturnType<typeof show>) =>
  shown.map(({ widget: { title, position } }) => `${title} ${position.x},${position.y}`)

describe('a repeated widget', () => {
  it('stands once for each chosen value, each with its own title, filter and id', () => {
    const shown = show([repeated(1, [0, 0, 4, 2])], ['eu', 'us'])
    expect(shown.map(({ widget }) => [widget.title, widget.config])).toEqual([
      ['In eu', { filter: 'region:eu' }],
      ['In us', { filter: 'region:us' }],
    ])
    expect(new Set(shown.map(({ widget }) => widget.id)).size).toBe(2)
    const again = show([repeated(1, [0, 0, 4, 2])], ['us', 'eu'])
    expect(again.map(({ widget }) => widget.id).sort()).toEqual(shown.map(({ widget }) => widget.id).sort())
  })
  it('stands for every value on offer where all are chosen, and once for all where none is known', () => {
    expect(show([repeated(1, [0, 0, 4, 2])], [], ['a', 'b', 'b'])).toHaveLength(2)
    const [only, ...others] = show([repeated(1, [0, 0, 4, 2])], [])
    expect(others).toEqual([])
    expect(only?.widget).toMatchObject({ id: id(1), title: 'In All', config: {} })
    expect(only?.widget.config.repeat).toBeUndefined()
  })
  it('names its value where its title does not', () => {
    const silent = { ...repeated(1, [0, 0, 4, 2]), title: 'Orders' }
    expect(show([silent], ['eu']).map(({ widget }) => widget.title)).toEqual(['Orders · eu'])
    expect(show([{ ...silent, title: '' }], ['eu']).map(({ widget }) => widget.title)).toEqual(['eu'])
  })
  it.each([
    ['its own bound', 3, 40, 3, 37],
    ['the bound of all', undefined, 40, mostCopies, 40 - mostCopies],
    ['no more than there are', 10, 4, 4, 0],
  ])('is bounded: %s', (_name, max, values, copies, left) => {
    const shown = show([repeated(1, [0, 0, 2, 2], max)], regions(values))
    expect([shown.length, shown.at(-1)?.left]).toEqual([copies, left])
    expect(shown.slice(0, -1).every((one) => one.left === 0)).toBe(true)
  })
  it('says that there is no such variable', () => {
    const [one] = showWidgets([repeated(1, [0, 0, 4, 2])], new Map(), new Map())
    expect(one?.problem).toContain('$region')
  })
  it.each<[string, Widget[], number, string[]]>([
    ['fills its row, then whole rows', [repeated(1, [4, 0, 4, 2])], 3, ['In r0 4,0', 'In r1 8,0', 'In r2 0,2']],
    [
      'goes past what stands beside it',
      [widget(2, [0, 0, 4, 6]), repeated(1, [4, 0, 4, 2])],
      4,
      ['W2 0,0', 'In r0 4,0', 'In r1 8,0', 'In r2 4,2', 'In r3 8,2'],
    ],
    [
      'moves down what lies below, as it was arranged',
      [repeated(1, [0, 0, 12, 3]), widget(2, [0, 3, 6, 2]), widget(3, [6, 3, 6, 2])],
      2,
      ['In r0 0,0', 'In r1 0,3', 'W2 0,6', 'W3 6,6'],
    ],
    [
      'leaves what is beside it where it is',
      [repeated(1, [0, 0, 6, 2]), widget(2, [6, 0, 6, 2]), widget(3, [0, 2, 12, 2])],
      3,
      ['In r0 0,0', 'W2 6,0', 'In r1 0,2', 'In r2 6,2', 'W3 0,4'],
    ],
  ])('%s', (_name, widgets, count, laid) => expect(places(show(widgets, regions(count)))).toEqual(laid))

  it('keeps below it what was put there and only moved up beside it', () => {
    const saved = [repeated(1, [0, 0, 3, 2]), widget(2, [0, 2, 6, 4]), widget(3, [6, 2, 6, 4])]
    const chosen = new Map([['region', regions(6)]])
    const shown = showWidgets(compact(saved), chosen, new Map(), saved)
    expect(places(shown)).toEqual([
      ...['In r0 0,0', 'In r1 3,0', 'In r2 6,0', 'In r3 9,0', 'In r4 0,2', 'In r5 3,2'],
      ...['W3 6,2', 'W2 0,4'],
    ])
  })
  it('never overlaps, inside the grid, in the order of reading, whatever the board', () => {
    const boards: Widget[][] = [
      [repeated(1, [0, 0, 5, 3]), repeated(2, [5, 0, 3, 2]), widget(3, [8, 0, 4, 7]), repeated(4, [0, 3, 7, 1])],
      [widget(1, [0, 0, 7, 1]), repeated(2, [7, 0, 5, 4]), repeated(3, [0, 1, 2, 2]), widget(4, [2, 1, 5, 2])],
    ]
    for (const board of boards) {
      for (const count of [1, 2, 5, 24]) {
        const chosen = new Map([['region', regions(count)]])
        const all = showWidgets(compact(board), chosen, new Map(), board).map((one) => one.widget.position)
        expect(all).toHaveLength(board.length + board.filter((one) => one.config.repeat).length * (count - 1))
        for (const [i, place] of all.entries()) {
          expect(place.x + place.width).toBeLessThanOrEqual(gridColumns)
          expect(all.some((other, at) => at !== i && overlap(other, place))).toBe(false)
          const next = all[i + 1]
          if (next) expect(next.y > place.y || (next.y === place.y && next.x > place.x)).toBe(true)
        }
      }
    }
  })
  it('leaves the widgets of a board without any the same', () => {
    const one = widget(1, [0, 0, 4, 2])
    expect(show([one], ['eu'])[0]?.widget).toBe(one)
    const beside = show([one, repeated(2, [4, 0, 4, 2])], ['eu'])
    expect(beside[0]?.widget).toBe(one)
  })
})

describe('the editor', () => {
  it('shows it for the first of the chosen values', () => {
    const chosen = new Map([['region', ['eu', 'us']]])
    expect(chosenForOne(repeated(1, [0, 0, 4, 2]), chosen).get('region')).toEqual(['eu'])
    expect(chosenForOne(widget(1, [0, 0, 4, 2]), chosen)).toBe(chosen)
  })
  const region: BoardVariable = {
    ...{ name: 'region', kind: 'label', metric: 'orders', label: 'region' },
    ...{ multiple: true, include_all: true, default: [] },
  }
  it.each([
    ['a label that its metric has', region, ['region'], { filter: 'status:paid,region:$region' }],
    ['a label that its metric does not have', region, ['country'], { filter: 'status:paid' }],
    ['free text', { ...region, kind: 'free' as const, label: undefined }, ['region'], { filter: 'status:paid' }],
  ])('names %s in title and filter', (_name, variable, labels, config) => {
    const one = { title: 'Orders', config: { filter: 'status:paid' } }
    expect(repeatFor(one, variable, labels)).toEqual({
      title: 'Orders: $region',
      config: { ...config, repeat: { variable: 'region' } },
    })
  })
  it('does not name it twice', () => {
    const one = repeated(1, [0, 0, 4, 2])
    expect(repeatFor(one, region, ['region'])).toEqual({
      title: 'In $region',
      config: { filter: 'region:$region', repeat: { variable: 'region', max: undefined } },
    })
  })
})

it('versions say what it is repeated for', () => {
  const before = { name: 'B', description: '', widgets: [widget(1, [0, 0, 4, 2])] }
  const config = { repeat: { variable: 'region', max: 6 } }
  const after = { ...before, widgets: [widget(1, [0, 0, 4, 2], { config })] }
  expect(compareContents(before, after).widgets[0]?.fields).toEqual([
    { field: 'Repeated', before: '', after: 'for each $region, at most 6' },
  ])
})

it.each([
  [{ variable: 'region' }, true],
  [{ variable: 'region', max: mostCopies }, true],
  [{ variable: 'region', max: mostCopies + 1 }, false],
  [{ variable: 'region', max: 0 }, false],
  [{ max: 3 }, false],
])('the contract takes %j: %s', (repeat, fine) => expect(widgetConfig.safeParse({ repeat }).success).toBe(fine))

it.each([
  ['$dim', ['channel'], 'channel'],
  ['status,$dim', ['channel'], 'status,channel'],
  ['status,$dim', ['status'], 'status'],
  ['$dim', ['a', 'b'], 'a,b'],
  ['status,$dim', [], 'status'],
  ['status', ['x'], 'status'],
])('%s grouped by %j is grouped by %s', (groups, values, filled) =>
  expect(fillGroups(groups, new Map([['dim', values]]))).toBe(filled),
)
