'use client'

import { useMemo, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { compact, type Direction, move, resize } from '@/lib/dashboards/arrange'
import { moveTogether, placeBelow, shift, swap } from '@/lib/dashboards/arrange-many'
import type { Dashboard, Widget } from '@/lib/dashboards/contract'
import { addToDraft, type Draft, patchInDraft, placeInDraft, removeFromDraft } from '@/lib/dashboards/draft'
import { change, type History, isChanged, rebase, redo, startHistory, toDraft, undo } from '@/lib/dashboards/history'
import { mergeDrafts } from '@/lib/dashboards/merge'
import { findSpace } from '@/lib/dashboards/place'
import type { KeptDraft } from './draft-store'

type Placed = Pick<Widget, 'id' | 'position'>
type Based = { history: History; version: number }

/** The draft of one board while it is edited, with every way to change it. `kept` is one to go on with. Nothing is saved here. */
export function useBoardEditor(board: Dashboard, kept: KeptDraft | null) {
  const [id] = useState(() => kept?.id ?? uuidv7())
  const [{ history, version }, setBased] = useState<Based>(
    () => kept ?? { history: startHistory(board), version: board.version },
  )
  const draft = history.present
  const changed = useMemo(() => isChanged(history), [history])

  const actions = useMemo(() => {
    const step = (next: (history: History) => History) =>
      setBased((was) => {
        const history = next(was.history)
        return history === was.history ? was : { ...was, history }
      })
    const edit = (how: (draft: Draft) => Draft, label?: string) => step((was) => change(was, how, label ?? null))
    const arrange = (how: (widgets: Widget[]) => Widget[], label?: string) =>
      edit((now) => placeInDraft(now, how(now.widgets)), label)
    return {
      describe: (fields: Partial<Pick<Draft, 'name' | 'description'>>) =>
        edit((now) => ({ ...now, ...fields }), `describe ${Object.keys(fields)}`),
      vary: (variables: Draft['variables']) => edit((now) => ({ ...now, variables }), 'variables'),
      patch: (id: string, patch: Partial<Omit<Widget, 'id'>>, label?: string) =>
        edit((now) => patchInDraft(now, id, patch), label),
      place: (places: Placed[]) => edit((now) => placeInDraft(now, places)),
      move: (id: string, direction: Direction) => arrange((widgets) => move(widgets, id, direction), `move ${id}`),
      resize: (id: string, direction: Direction) =>
        arrange((widgets) => resize(widgets, id, direction), `resize ${id}`),
      add: (widget: Omit<Widget, 'id' | 'position'>, size: { width: number; height: number }) => {
        const id = uuidv7()
        edit((now) => {
          const position = findSpace(
            now.widgets.map((other) => other.position),
            size,
          )
          return addToDraft(now, { ...widget, id, position })
        })
        return id
      },
      /** Adds copies below all else, arranged as they were, and lets them move up; answers their ids. */
      paste: (copies: readonly Omit<Widget, 'id'>[]) => {
        const made = copies.map((copy) => ({ ...copy, id: uuidv7() }))
        edit((now) => {
          const widgets = [...now.widgets, ...placeBelow(made, now.widgets)]
          return { ...now, widgets: compact(widgets) }
        })
        return made.map((widget) => widget.id)
      },
      moveAll: (ids: ReadonlySet<string>, direction: Direction) =>
        arrange((widgets) => moveTogether(widgets, ids, direction), `move ${[...ids]}`),
      shiftAll: (ids: ReadonlySet<string>, dx: number, dy: number) => arrange((widgets) => shift(widgets, ids, dx, dy)),
      /** Changes places with the widget before or after it. */
      swap: (id: string, step: -1 | 1) => arrange((widgets) => swap(widgets, id, step), `swap ${id}`),
      remove: (...ids: string[]) =>
        edit((now) => {
          const rest = ids.reduce(removeFromDraft, now)
          return placeInDraft(rest, compact(rest.widgets))
        }),
      /** Back to the board as it was, as one more step. */
      reset: () => step((was) => change(was, () => was.start)),
      /** Goes on from what the board is now, with `merged` as the draft. */
      adopt: (theirs: Dashboard, merged: Draft) =>
        setBased((was) => {
          const start = toDraft(theirs)
          const adopted = (one: Draft) => mergeDrafts(was.history.start, one, start).draft
          return { history: rebase(was.history, start, merged, adopted), version: theirs.version }
        }),
      undo: () => step(undo),
      redo: () => step(redo),
    }
  }, [])

  return {
    ...{ id, boardId: board.id, version, history, draft, changed },
    ...{ canUndo: history.past.length > 0, canRedo: history.future.length > 0, dropped: history.dropped },
    ...actions,
  }
}

export type BoardEditor = ReturnType<typeof useBoardEditor>
