import { describe, expect, it } from 'vitest'
import { readWidgets, writeWidgets } from '@/lib/dashboards/clipboard'
import type { Widget } from '@/lib/dashboards/contract'

const widget: Widget = {
  id: '01980000-0000-7000-8000-000000000000',
  type: 'gauge',
  title: 'Load',
  metric: 'orders_inserts_total',
  config: { target: 5, thresholds: [{ value: 1, tone: 'good' }] },
  position: { x: 2, y: 3, width: 3, height: 2 },
}
const { id: _, ...copied } = widget

describe('readWidgets', () => {
  it('reads what was written, without its id', () => {
    expect(readWidgets(writeWidgets([widget]), 0)).toEqual({ widgets: [copied] })
  })
  it('has nothing to say of other texts', () => {
    for (const text of ['', 'hello', '{"format":"other"}']) expect(readWidgets(text, 0)).toBeNull()
  })
  for (const [name, text] of Object.entries({
    'a text that is cut off': writeWidgets([widget]).slice(0, -5),
    'a type that is none': writeWidgets([widget]).replace('gauge', 'radar'),
    'no widgets': writeWidgets([]),
    'a place outside the grid': writeWidgets([{ ...widget, position: { ...widget.position, x: 40 } }]),
  })) {
    it(`says what is wrong with ${name}`, () => {
      const read = readWidgets(text, 0)
      expect(read && 'problem' in read && read.problem.length > 5).toBe(true)
    })
  }
  it('refuses more than a board can hold', () => {
    expect(readWidgets(writeWidgets([widget]), 200)).toEqual({ problem: 'A dashboard holds at most 200 widgets' })
  })
  it('parts those that were made to overlap', () => {
    const read = readWidgets(writeWidgets([widget, widget]), 0)
    expect(read && 'widgets' in read && read.widgets.map(({ position }) => position.y)).toEqual([3, 5])
  })
})
