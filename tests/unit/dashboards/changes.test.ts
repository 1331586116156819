import { describe, expect, it } from 'vitest'
import { type Content, compareContents, describeChanges, isEqual } from '@/lib/dashboards/changes'
import type { Widget } from '@/lib/dashboards/contract'

const widget = (id: string, over: Partial<Widget> = {}): Widget => ({
  id,
  type: 'line',
  title: id,
  metric: 'orders_events_total',
  config: { aggregation: 'sum', unit: 'EUR' },
  position: { x: 0, y: 0, width: 6, height: 4 },
  ...over,
})
const board = (widgets: Widget[], over: Partial<Content> = {}): Content => ({
  name: 'Shop',
  description: '',
  widgets,
  ...over,
})
const elsewhere = { x: 6, y: 0, width: 6, height: 4 }
const [a, b, c] = [widget('a'), widget('b'), widget('c')]

describe('what changed, in words', () => {
  it.each<[string, Content, Content, string]>([
    ['nothing', board([a, b]), board([a, b]), ''],
    ['one added', board([a]), board([a, b]), '1 widget added'],
    [
      'several kinds',
      board([a]),
      board([widget('a', { position: elsewhere }), b, c], { name: 'Store' }),
      '2 widgets added, 1 moved, title changed',
    ],
    ['one removed, one changed', board([a, b]), board([widget('a', { title: 'A' })]), '1 widget removed, 1 changed'],
    [
      'changed and moved at once',
      board([a]),
      board([widget('a', { title: 'A', position: elsewhere })]),
      '1 widget changed',
    ],
    ['resized', board([a]), board([widget('a', { position: { ...a.position, height: 9 } })]), '1 widget moved'],
    ['the description alone', board([a]), board([a], { description: 'All of it' }), 'description changed'],
    ['the order of keys', board([a]), board([widget('a', { config: { unit: 'EUR', aggregation: 'sum' } })]), ''],
    [
      'a setting left out and one undefined',
      board([widget('a', { config: {} })]),
      board([widget('a', { config: { unit: undefined } })]),
      '',
    ],
    ['the order of widgets', board([a, b]), board([b, a]), ''],
  ])('%s', (_name, before, after, words) => {
    expect(describeChanges(compareContents(before, after))).toBe(words)
  })
  it('names the fields of a changed widget, each side in words', () => {
    const after = widget('a', {
      title: 'Orders',
      metric: null,
      config: { aggregation: 'avg', group_by: 'status', columns: ['id', 'total'] },
      position: elsewhere,
    })
    const [change] = compareContents(board([a]), board([after])).widgets
    expect(change).toMatchObject({ kind: 'changed', moved: true })
    expect(change?.fields).toEqual([
      { field: 'Title', before: 'a', after: 'Orders' },
      { field: 'Metric', before: 'orders_events_total', after: '' },
      { field: 'Aggregation', before: 'sum', after: 'avg' },
      { field: 'Unit', before: 'EUR', after: '' },
      { field: 'Grouped by', before: '', after: 'status' },
      { field: 'Columns', before: '', after: 'id, total' },
      { field: 'Place', before: 'column 1, row 1, 6 wide, 4 high', after: 'column 7, row 1, 6 wide, 4 high' },
    ])
  })
  it.each<[unknown, unknown, boolean]>([
    [{ a: 1, b: [1, { c: 2 }] }, { b: [1, { c: 2 }], a: 1 }, true],
    [[1, 2], [2, 1], false],
    [{ a: null }, {}, false],
    [{ a: undefined }, {}, true],
    ['1', 1, false],
  ])('%j and %j are the same: %s', (one, other, same) => expect(isEqual(one, other)).toBe(same))
})
