import { describe, expect, test } from 'vitest'
import { RememberedRows } from '@/lib/events/remembered'
import { rowId, type Traced } from '@/lib/events/rows'
import { batch } from '@/tests/support/open-writer'

const row = (at: number, characters = 10) => {
  const image = { id: at, note: 'x'.repeat(characters) }
  return { at, uid: '', image, imageText: JSON.stringify(image) }
}

function traced(rowKey: string, step: { kind: 'begin' | 'turn' | 'past'; gone?: boolean }): Traced {
  const image = step.gone ? null : { id: rowKey }
  const [event] = batch(rowKey, 1)
  const own = {
    tableId: 1,
    rowKey,
    kind: step.kind,
    at: 5,
    imageText: image && JSON.stringify(image),
    sentText: null,
    begunAt: null,
    expected: null,
  }
  return { tableId: 1, event: event!, uid: 'u', written: null, own, old: undefined, turns: [] }
}

describe('rows that are remembered', () => {
  test.each([
    ['a row that began', traced('a', { kind: 'begin' }), true],
    ['a row that turned', traced('a', { kind: 'turn' }), true],
    ['an earlier version', traced('a', { kind: 'past' }), false],
    ['a row that is deleted', traced('a', { kind: 'turn', gone: true }), false],
  ])('%s', (_, one, kept) => {
    const rows = new RememberedRows()
    rows.follow(1)
    rows.learn([one])
    expect(rows.find(rowId(1, 'a')) !== undefined).toBe(kept)
  })

  test('of tables that say all of their rows none', () => {
    const rows = new RememberedRows()
    rows.follow(2)
    rows.learn([traced('a', { kind: 'begin' })])
    expect(rows.find(rowId(1, 'a'))).toBeUndefined()
  })

  test('a deleted row is forgotten', () => {
    const rows = new RememberedRows()
    rows.follow(1)
    rows.learn([traced('a', { kind: 'begin' }), traced('a', { kind: 'turn', gone: true })])
    expect(rows.find(rowId(1, 'a'))).toBeUndefined()
  })

  test('past the bound those go first that were used longest ago', () => {
    const rows = new RememberedRows()
    for (let at = 0; at < 40_000; at += 1) rows.keep(String(at), row(at))
    rows.find('0')
    rows.keep('new', row(1))
    expect([rows.find('0')?.at, rows.find('1'), rows.find('new')?.at]).toEqual([0, undefined, 1])
  })

  test('large rows count for what they are', () => {
    const rows = new RememberedRows()
    for (let at = 0; at < 10; at += 1) rows.keep(String(at), row(at, 990_000))
    expect(Array.from({ length: 10 }, (_, at) => rows.find(String(at)) !== undefined).filter(Boolean)).toHaveLength(8)
  })

  test('a large row takes the place of many small ones', () => {
    const rows = new RememberedRows()
    for (let at = 0; at < 39_000; at += 1) rows.keep(`small ${at}`, row(at))
    for (let at = 0; at < 50; at += 1) rows.keep(`large ${at}`, row(at, 990_000))
    expect(Array.from({ length: 50 }, (_, at) => rows.find(`large ${at}`)).filter(Boolean)).toHaveLength(8)
    expect([rows.find('small 38999'), rows.find('large 49')?.at]).toEqual([undefined, 49])
  })

  test('of an image its text is kept, and no part of the message that it came in', () => {
    const rows = new RememberedRows()
    const kept = row(1)
    rows.keep('a', kept)
    const found = rows.find('a')
    expect(found).toEqual(kept)
    expect(found!.image).not.toBe(kept.image)
  })
})
