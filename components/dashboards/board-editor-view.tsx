'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import type { ShownRange } from '@/components/layout/use-time-range'
import { useToast } from '@/components/ui/toast'
import type { Dashboard, Widget } from '@/lib/dashboards/contract'
import { usualSize } from '@/lib/dashboards/lay-out'
import { AddWidgetDialog } from './add-widget-dialog'
import { ConflictDialog } from './conflict-dialog'
import { DiscardDialog } from './discard-dialog'
import type { KeptDraft } from './draft-store'
import { EditorBar } from './editor-bar'
import { EditorGrid } from './editor-grid'
import { EditorNotices } from './editor-notices'
import { PatchDialog } from './patch-dialog'
import { SaveFailed } from './save-failed'
import { SelectionBar } from './selection-bar'
import { useBoardEditor } from './use-board-editor'
import { useBoardSave } from './use-board-save'
import { useDraftKeeper } from './use-draft-keeper'
import { useEditorCommands } from './use-editor-commands'
import { useMarked } from './use-marked'
import { useVariables } from './use-variables'
import { useWidgetClipboard } from './use-widget-clipboard'
import { VariableBar } from './variable-bar'
import { VariablesDialog } from './variables-dialog'
import { WidgetPanel } from './widget-panel'

type BoardEditorViewProps = { board: Dashboard; kept: KeptDraft | null; range: ShownRange; onDone: () => void }

function useScrollTo(selected: string | null) {
  useEffect(() => {
    if (!selected) return
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'
    document.getElementById(`widget-${selected}`)?.scrollIntoView({ block: 'nearest', behavior })
  }, [selected])
}

/** A board while it is changed. Everything happens in a draft, kept in this browser; the board itself changes when it is saved. */
export function BoardEditorView({ board, kept, range, onDone }: BoardEditorViewProps) {
  const editor = useBoardEditor(board, kept)
  const { draft, changed } = editor
  const router = useRouter()
  const say = useToast()
  const keeper = useDraftKeeper(editor)
  const [selected, setSelected] = useState<string | null>(null)
  const [adding, setAdding] = useState(board.widgets.length === 0 && !kept)
  const [varying, setVarying] = useState(false)
  const { chosen, set } = useVariables(draft.variables)
  const [leaving, setLeaving] = useState(false)
  const [patching, setPatching] = useState(false)
  const widget = draft.widgets.find((item) => item.id === selected)
  const leave = async () => {
    await keeper.forget()
    onDone()
  }
  const save = useBoardSave(editor, (saved, merged) => {
    if (merged) {
      const history = { label: 'History', onSelect: () => router.push(`/dashboards/${board.id}/history`) }
      say({
        title: 'Saved together with what somebody else changed',
        detail: `Version ${saved.version}`,
        action: history,
      })
    }
    void leave()
  })
  const saveDraft = () => {
    if (save.saving || draft.name.trim() === '') return
    if (changed && board.file) setPatching(true)
    else if (changed) void save.save()
    else void leave()
  }
  const add = (made: Omit<Widget, 'id' | 'position'>) => setSelected(editor.add(made, usualSize(made.type)))
  const closePanel = () => {
    setSelected(null)
    document.querySelector<HTMLElement>(`#widget-${selected} .board-tools button`)?.focus()
  }
  const marking = useMarked(draft.widgets)
  const duplicate = () => {
    const own = draft.widgets.filter(({ id }) => marking.marked.has(id))
    if (own.length > 0) marking.mark(editor.paste(own.map(({ id: _, ...rest }) => rest)))
  }
  const clipboard = useWidgetClipboard(editor, marking)
  useEditorCommands({
    undo: editor.undo,
    redo: editor.redo,
    save: saveDraft,
    add: () => setAdding(true),
    vary: () => setVarying(true),
    paste: clipboard.paste,
    duplicate,
    chooseAll: () => marking.mark(draft.widgets.map(({ id }) => id)),
    letGo: () => marking.marked.size > 0 && marking.clear(),
  })
  useScrollTo(selected)

  return (
    <>
      <EditorBar
        editor={editor}
        kept={keeper.kept}
        saving={save.saving}
        file={board.file}
        onAdd={() => setAdding(true)}
        onPaste={clipboard.paste}
        onVary={() => setVarying(true)}
        onSave={saveDraft}
        onLeave={() => (changed ? setLeaving(true) : void leave())}
      />
      <EditorNotices editor={editor} board={board} restored={kept} />
      {save.error ? <SaveFailed error={save.error} draft={draft} onCopied={() => void keeper.forget()} /> : null}
      <div className="flex items-start gap-4">
        <div className="min-w-0 flex-1 pb-40">
          <VariableBar variables={draft.variables ?? []} chosen={chosen} onChoose={set} />
          <EditorGrid
            editor={editor}
            marking={marking}
            range={range}
            chosen={chosen}
            selected={selected}
            onSelect={setSelected}
          />
        </div>
        {widget ? (
          <WidgetPanel
            key={widget.id}
            widget={widget}
            editor={editor}
            range={range}
            chosen={chosen}
            onClose={closePanel}
          />
        ) : null}
      </div>
      <SelectionBar editor={editor} marking={marking} onCopy={clipboard.copy} />
      {varying ? <VariablesDialog editor={editor} onClose={() => setVarying(false)} /> : null}
      <AddWidgetDialog open={adding} onOpenChange={setAdding} onAdd={add} />
      <DiscardDialog
        open={leaving}
        kept={keeper.kept.state !== 'failed'}
        onOpenChange={setLeaving}
        onKeep={onDone}
        onDiscard={leave}
      />
      {patching && board.file ? (
        <PatchDialog
          boardId={board.id}
          file={board.file}
          draft={draft}
          onClose={() => setPatching(false)}
          onCopied={() => void keeper.forget()}
        />
      ) : null}
      {save.clash ? (
        <ConflictDialog
          clash={save.clash}
          range={range}
          draft={draft}
          onClose={save.dismiss}
          onSettle={(decided) => save.clash && void save.settle(decided, save.clash.theirs)}
          onCopied={() => void keeper.forget()}
        />
      ) : null}
    </>
  )
}
