import { describe, expect, it } from 'vitest'
import type { Dashboard, Widget } from '@/lib/dashboards/contract'
import { addToDraft, patchInDraft, placeInDraft, removeFromDraft } from '@/lib/dashboards/draft'
import { change, type History, isChanged, rebase, redo, startHistory, undo } from '@/lib/dashboards/history'

const widget = (id: string, x = 0): Widget => ({
  id,
  type: 'counter',
  title: id,
  metric: null,
  config: {},
  position: { x, y: 0, width: 3, height: 2 },
})
const board: Dashboard = {
  id: 'b',
  name: 'Shop',
  description: '',
  starter_for: null,
  file: null,
  version: 3,
  variables: [],
  widgets: [widget('a'), widget('b', 3)],
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
}
const titles = ({ present }: Pick<History, 'present'>) => present.widgets.map((item) => item.title).join(' ')

describe('a draft', () => {
  it('goes back and forth over adding, editing and removing', () => {
    let history = startHistory(board)
    history = change(history, (draft) => addToDraft(draft, widget('c', 6)))
    history = change(history, (draft) => patchInDraft(draft, 'a', { title: 'A' }))
    history = change(history, (draft) => removeFromDraft(draft, 'b'))
    expect(titles(history)).toBe('A c')
    expect(titles(undo(history))).toBe('A b c')
    expect(titles(undo(undo(undo(history))))).toBe('a b')
    expect(titles(redo(undo(history)))).toBe('A c')
    expect(titles(redo(history))).toBe('A c')
    expect(titles(undo(startHistory(board)))).toBe('a b')
  })
  it('undoes typing in one field as one step', () => {
    let history = startHistory(board)
    for (const title of ['N', 'Ne', 'New']) {
      history = change(history, (draft) => patchInDraft(draft, 'a', { title }), 'title a')
    }
    expect(history.past).toHaveLength(1)
    expect(titles(undo(history))).toBe('a b')
  })
  it('forgets what was undone once something else is changed', () => {
    const back = undo(change(startHistory(board), (draft) => removeFromDraft(draft, 'a')))
    const other = change(back, (draft) => removeFromDraft(draft, 'b'))
    expect(titles(redo(other))).toBe('a')
  })
  it('tells whether there is anything to save, also after ways back', () => {
    const start = startHistory(board)
    const edited = change(start, (draft) => patchInDraft(draft, 'a', { title: 'A' }))
    const back = change(edited, (draft) => patchInDraft(draft, 'a', { title: 'a' }))
    expect([start, edited, undo(edited), back].map(isChanged)).toEqual([false, true, false, false])
  })
  it('goes back over thousands of steps', () => {
    let history = startHistory(board)
    for (let i = 0; i < 3000; i++) history = change(history, (draft) => patchInDraft(draft, 'a', { title: `${i}` }))
    expect(history.dropped).toBe(0)
    for (let i = 0; i < 3000; i++) history = undo(history)
    expect(history.present).toBe(history.start)
    for (let i = 0; i < 3000; i++) history = redo(history)
    expect(titles(history)).toBe('2999 b')
  })
  it('lets its oldest steps go where all take too much, and counts them', () => {
    let history = startHistory(board)
    const text = 'x'.repeat(1000)
    for (let i = 0; i < 20; i++) {
      history = change(history, (draft) => patchInDraft(draft, 'a', { config: { text: text + i } }), null, 10_000)
    }
    expect(history.dropped).toBeGreaterThan(5)
    expect(history.past.length + history.dropped).toBe(20)
    expect(history.past.length).toBeGreaterThan(5)
    while (history.past.length > 0) history = undo(history)
    expect(isChanged(history)).toBe(true)
  })
  it('survives being stored as the browser stores it', () => {
    const history = change(startHistory(board), (draft) => patchInDraft(draft, 'a', { title: 'A' }))
    const again = structuredClone(history)
    expect(titles(undo(again))).toBe('a b')
    expect(again.past[0]?.draft.widgets[1]).toBe(again.present.widgets[1])
  })
  it('goes on from another start with every step adopted', () => {
    const history = change(startHistory(board), (draft) => patchInDraft(draft, 'a', { title: 'A' }))
    const theirs = { ...history.start, widgets: [...history.start.widgets, widget('t', 6)] }
    const merged = { ...history.present, widgets: [...history.present.widgets, widget('t', 6)] }
    const adopt = (draft: typeof merged) => ({ ...draft, widgets: [...draft.widgets, widget('t', 6)] })
    const rebased = rebase(history, theirs, merged, adopt)
    expect(titles(rebased)).toBe('A b t')
    expect(titles(undo(undo(rebased)))).toBe('a b t')
    expect(isChanged(undo(undo(rebased)))).toBe(false)
  })
  it('is no change where nothing moved', () => {
    const history = startHistory(board)
    const same = board.widgets.map(({ id, position }) => ({ id, position: { ...position } }))
    expect(change(history, (draft) => placeInDraft(draft, same))).toBe(history)
    const moved = change(history, (draft) => placeInDraft(draft, [{ id: 'a', position: widget('a', 9).position }]))
    expect(moved.present.widgets.map((item) => item.position.x)).toEqual([9, 3])
  })
})
