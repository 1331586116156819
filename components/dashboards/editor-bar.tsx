'use client'

import { Braces, ClipboardPaste, Plus, Redo2, Undo2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Tooltip } from '@/components/ui/tooltip'
import { DraftState } from './draft-state'
import type { BoardEditor } from './use-board-editor'
import type { Kept } from './use-draft-keeper'

type EditorBarProps = {
  editor: BoardEditor
  kept: Kept
  saving: boolean
  /** The file that the board is read from, which is not written here. */
  file: string | null
  onAdd: () => void
  onPaste: () => void
  onVary: () => void
  onSave: () => void
  onLeave: () => void
}

/** The board's name and description to change, and the ways back, on and out. */
export function EditorBar({ editor, kept, saving, file, onAdd, onPaste, onVary, onSave, onLeave }: EditorBarProps) {
  const { draft } = editor
  const bar = useRef<HTMLElement>(null)
  useEffect(() => bar.current?.focus({ preventScroll: true }), [])
  const nameless = draft.name.trim() === ''
  return (
    <section
      ref={bar}
      aria-label="Edit the dashboard"
      tabIndex={-1}
      className="-mx-4 sm:-mx-6 sticky top-12 z-20 mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 border-b bg-background/95 px-4 py-3 outline-none backdrop-blur sm:px-6 lg:top-0"
    >
      <h1 className="sr-only">Edit {draft.name || 'the dashboard'}</h1>
      <div className="grid min-w-0 flex-1 basis-80 gap-1.5 sm:grid-cols-[minmax(8rem,2fr)_3fr]">
        <Input
          aria-label="Name of the dashboard"
          aria-invalid={nameless || undefined}
          className="font-semibold"
          maxLength={200}
          value={draft.name}
          onChange={(event) => editor.describe({ name: event.target.value })}
        />
        <Input
          aria-label="Description of the dashboard"
          placeholder="Description"
          maxLength={2000}
          value={draft.description}
          onChange={(event) => editor.describe({ description: event.target.value })}
        />
      </div>
      <div className="flex flex-wrap items-center gap-2 max-sm:gap-1">
        <DraftState kept={kept} />
        <Tooltip label="Undo (Ctrl+Z)">
          <Button variant="ghost" size="icon" aria-label="Undo" disabled={!editor.canUndo} onClick={editor.undo}>
            <Undo2 />
          </Button>
        </Tooltip>
        <Tooltip label="Redo (Ctrl+Shift+Z)">
          <Button variant="ghost" size="icon" aria-label="Redo" disabled={!editor.canRedo} onClick={editor.redo}>
            <Redo2 />
          </Button>
        </Tooltip>
        <Tooltip label="Paste widgets (Ctrl+V)">
          <Button variant="ghost" size="icon" aria-label="Paste widgets" onClick={onPaste}>
            <ClipboardPaste />
          </Button>
        </Tooltip>
        <Button onClick={onVary}>
          <Braces aria-hidden />
          Variables
        </Button>
        <Button onClick={onAdd}>
          <Plus aria-hidden />
          Add widget
        </Button>
        <Button onClick={onLeave}>Cancel</Button>
        <Button variant="primary" onClick={onSave} disabled={nameless} aria-disabled={saving}>
          {saving ? 'Saving…' : file ? 'Show the patch' : 'Save'}
        </Button>
      </div>
    </section>
  )
}
