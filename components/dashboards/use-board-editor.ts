'use client'

import { useEffect, useMemo, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { compact, type Direction, move, resize } from '@/lib/dashboards/arrange'
import type { Dashboard, Widget } from '@/lib/dashboards/contract'
import {
  addToDraft,
  changeDraft,
  type Draft,
  type History,
  patchInDraft,
  placeInDraft,
  redo,
  removeFromDraft,
  startDraft,
  undo,
} from '@/lib/dashboards/draft'
import { findSpace } from '@/lib/dashboards/place'

type Placed = Pick<Widget, 'id' | 'position'>

/** The draft of one board while it is edited, with every way to change it. Nothing is saved here. */
export function useBoardEditor(board: Dashboard) {
  const [base] = useState(board)
  const [history, setHistory] = useState<History>(() => startDraft({ ...board, widgets: compact(board.widgets) }))
  const draft = history.present
  const changed = history.past.length > 0

  useEffect(() => {
    if (!changed) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [changed])

  const actions = useMemo(() => {
    const change = (edit: (draft: Draft) => Draft, label?: string) =>
      setHistory((was) => changeDraft(was, edit, label ?? null))
    const arrange = (edit: (widgets: Widget[]) => Widget[], label?: string) =>
      change((now) => placeInDraft(now, edit(now.widgets)), label)
    return {
      describe: (fields: Partial<Pick<Draft, 'name' | 'description'>>) =>
        change((now) => ({ ...now, ...fields }), `describe ${Object.keys(fields)}`),
      patch: (id: string, patch: Partial<Omit<Widget, 'id'>>, label?: string) =>
        change((now) => patchInDraft(now, id, patch), label),
      place: (places: Placed[]) => change((now) => placeInDraft(now, places)),
      move: (id: string, direction: Direction) => arrange((widgets) => move(widgets, id, direction), `move ${id}`),
      resize: (id: string, direction: Direction) =>
        arrange((widgets) => resize(widgets, id, direction), `resize ${id}`),
      add: (widget: Omit<Widget, 'id' | 'position'>, size: { width: number; height: number }) => {
        const id = uuidv7()
        change((now) => {
          const position = findSpace(
            now.widgets.map((other) => other.position),
            size,
          )
          return addToDraft(now, { ...widget, id, position })
        })
        return id
      },
      remove: (id: string) =>
        change((now) => {
          const rest = removeFromDraft(now, id)
          return placeInDraft(rest, compact(rest.widgets))
        }),
      undo: () => setHistory(undo),
      redo: () => setHistory(redo),
    }
  }, [])

  return { base, draft, changed, canUndo: changed, canRedo: history.future.length > 0, ...actions }
}

export type BoardEditor = ReturnType<typeof useBoardEditor>
