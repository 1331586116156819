'use client'

import { useEffect, useState } from 'react'
import { useSaveDashboard } from '@/lib/dashboards/client'
import type { Dashboard, Widget } from '@/lib/dashboards/contract'
import { toBody } from '@/lib/dashboards/draft'
import { usualSize } from '@/lib/dashboards/lay-out'
import { ApiError } from '@/lib/http/api'
import type { Window } from '@/lib/metrics/client'
import { AddWidgetDialog } from './add-widget-dialog'
import { ConflictDialog } from './conflict-dialog'
import { DiscardDialog } from './discard-dialog'
import { EditorBar } from './editor-bar'
import { EditorGrid } from './editor-grid'
import { useBoardEditor } from './use-board-editor'
import { useEditorKeys } from './use-editor-keys'
import { WidgetPanel } from './widget-panel'

type BoardEditorViewProps = { board: Dashboard; range: Window; onDone: () => void }

/** A board while it is changed. Everything happens in a draft; the board itself changes when it is saved, all at once. */
export function BoardEditorView({ board, range, onDone }: BoardEditorViewProps) {
  const editor = useBoardEditor(board)
  const { draft, base, changed } = editor
  const save = useSaveDashboard(board.id)
  const [selected, setSelected] = useState<string | null>(null)
  const [adding, setAdding] = useState(board.widgets.length === 0)
  const [leaving, setLeaving] = useState(false)
  const widget = draft.widgets.find((item) => item.id === selected)

  const saveOver = (version: number | null) => {
    if (save.isPending || draft.name.trim() === '') return
    if (changed) save.mutate({ body: toBody(draft), version }, { onSuccess: onDone })
    else onDone()
  }
  const saveDraft = () => saveOver(base.version)
  const leave = () => (changed ? setLeaving(true) : onDone())
  const add = (made: Omit<Widget, 'id' | 'position'>) => setSelected(editor.add(made, usualSize(made.type)))
  const closePanel = () => {
    setSelected(null)
    document.querySelector<HTMLElement>(`#widget-${selected} .board-tools button`)?.focus()
  }
  useEditorKeys({ undo: editor.undo, redo: editor.redo, save: saveDraft })

  useEffect(() => {
    if (!selected) return
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'
    document.getElementById(`widget-${selected}`)?.scrollIntoView({ block: 'nearest', behavior })
  }, [selected])

  const lostRace = save.error instanceof ApiError && save.error.status === 412
  return (
    <>
      <EditorBar
        editor={editor}
        saving={save.isPending}
        onAdd={() => setAdding(true)}
        onSave={saveDraft}
        onLeave={leave}
      />
      {save.isError && !lostRace ? (
        <p
          role="alert"
          className="mb-4 rounded-md bg-destructive-soft px-3 py-2 text-[13px] text-destructive-soft-foreground"
        >
          Not saved: {save.error.message}
        </p>
      ) : null}
      <div className="flex items-start gap-4">
        <div className="min-w-0 flex-1 pb-40">
          <EditorGrid editor={editor} range={range} selected={selected} onSelect={setSelected} />
        </div>
        {widget ? <WidgetPanel key={widget.id} widget={widget} editor={editor} onClose={closePanel} /> : null}
      </div>
      <AddWidgetDialog open={adding} onOpenChange={setAdding} onAdd={add} />
      <DiscardDialog open={leaving} onOpenChange={setLeaving} onDiscard={onDone} />
      <ConflictDialog
        open={lostRace}
        draft={draft}
        onClose={save.reset}
        onOverwrite={() => saveOver(null)}
        onDiscard={onDone}
        boardId={board.id}
      />
    </>
  )
}
