import { describe, expect, it } from 'vitest'
import type { Dashboard, Widget } from '@/lib/dashboards/contract'
import {
  addToDraft,
  changeDraft,
  patchInDraft,
  placeInDraft,
  redo,
  removeFromDraft,
  startDraft,
  undo,
} from '@/lib/dashboards/draft'

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
  version: 3,
  widgets: [widget('a'), widget('b', 3)],
  created_at: '2026-01-01T00:00:00.000Z',
  updated_at: '2026-01-01T00:00:00.000Z',
}
const titles = ({ present }: { present: { widgets: Widget[] } }) => present.widgets.map((item) => item.title).join(' ')

describe('a draft', () => {
  it('goes back and forth over adding, editing and removing', () => {
    let history = startDraft(board)
    history = changeDraft(history, (draft) => addToDraft(draft, widget('c', 6)))
    history = changeDraft(history, (draft) => patchInDraft(draft, 'a', { title: 'A' }))
    history = changeDraft(history, (draft) => removeFromDraft(draft, 'b'))
    expect(titles(history)).toBe('A c')
    expect(titles(undo(history))).toBe('A b c')
    expect(titles(undo(undo(undo(history))))).toBe('a b')
    expect(titles(redo(undo(history)))).toBe('A c')
    expect(titles(redo(history))).toBe('A c')
    expect(titles(undo(startDraft(board)))).toBe('a b')
  })
  it('undoes typing in one field as one step', () => {
    let history = startDraft(board)
    for (const title of ['N', 'Ne', 'New']) {
      history = changeDraft(history, (draft) => patchInDraft(draft, 'a', { title }), 'title a')
    }
    expect(history.past).toHaveLength(1)
    expect(titles(undo(history))).toBe('a b')
  })
  it('forgets what was undone once something else is changed', () => {
    const back = undo(changeDraft(startDraft(board), (draft) => removeFromDraft(draft, 'a')))
    const other = changeDraft(back, (draft) => removeFromDraft(draft, 'b'))
    expect(titles(redo(other))).toBe('a')
  })
  it('is no change where nothing moved', () => {
    const history = startDraft(board)
    const same = board.widgets.map(({ id, position }) => ({ id, position: { ...position } }))
    expect(changeDraft(history, (draft) => placeInDraft(draft, same))).toBe(history)
    const moved = changeDraft(history, (draft) => placeInDraft(draft, [{ id: 'a', position: widget('a', 9).position }]))
    expect(moved.present.widgets.map((item) => item.position.x)).toEqual([9, 3])
  })
})
