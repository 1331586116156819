'use client'

import { ClipboardCopy, Copy, Trash2, X } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { BoardEditor } from './use-board-editor'
import type { Marking } from './use-marked'

type SelectionBarProps = { editor: BoardEditor; marking: Marking; onCopy: () => void }

/** What can be done with several widgets at once; there while some are chosen. */
export function SelectionBar({ editor, marking, onCopy }: SelectionBarProps) {
  const { marked, mark, clear } = marking
  if (marked.size === 0) return null
  const duplicate = () =>
    mark(editor.paste(editor.draft.widgets.filter(({ id }) => marked.has(id)).map(({ id: _, ...rest }) => rest)))
  const remove = () => {
    editor.remove(...marked)
    clear()
  }
  return (
    <div
      role="toolbar"
      aria-label="Chosen widgets"
      className="-translate-x-1/2 fixed bottom-4 left-1/2 z-30 flex items-center gap-1 rounded-lg border bg-popover py-1.5 pr-1.5 pl-3 text-[13px] shadow-lifted"
    >
      <span className="tabular mr-1 whitespace-nowrap font-medium" role="status">
        {marked.size} chosen
      </span>
      <Button variant="ghost" size="sm" onClick={duplicate}>
        <Copy aria-hidden />
        <span className="max-sm:sr-only">Duplicate</span>
      </Button>
      <Button variant="ghost" size="sm" onClick={onCopy}>
        <ClipboardCopy aria-hidden />
        <span className="max-sm:sr-only">Copy</span>
      </Button>
      <Button variant="ghost" size="sm" onClick={remove}>
        <Trash2 aria-hidden />
        <span className="max-sm:sr-only">Delete</span>
      </Button>
      <Button variant="ghost" size="icon-sm" aria-label="Choose none" onClick={clear}>
        <X />
      </Button>
    </div>
  )
}
