'use client'

import { Copy, Settings2, Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Tooltip } from '@/components/ui/tooltip'
import type { Widget } from '@/lib/dashboards/contract'
import type { BoardEditor } from './use-board-editor'
import { widgetTitle } from './widget-frame'

type WidgetToolsProps = {
  widget: Widget
  editor: BoardEditor
  selected: boolean
  marked: boolean
  onSelect: (id: string | null) => void
  onMark: () => void
}

/** What can be done with one widget of a board that is edited. */
export function WidgetTools({ widget, editor, selected, marked, onSelect, onMark }: WidgetToolsProps) {
  const title = widgetTitle(widget)
  const duplicate = () => {
    const { id: _, position, ...rest } = widget
    onSelect(editor.add(rest, position))
  }
  const remove = () => {
    if (selected) onSelect(null)
    editor.remove(widget.id)
  }
  return (
    <div className="board-tools flex gap-0.5">
      <span className="grid size-7 place-items-center @max-[15rem]:hidden">
        <Checkbox label={`Choose ${title}`} checked={marked} onChange={onMark} />
      </span>
      <Tooltip label="Edit">
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={`Edit ${title}`}
          aria-pressed={selected}
          onClick={() => onSelect(selected ? null : widget.id)}
        >
          <Settings2 />
        </Button>
      </Tooltip>
      <Tooltip label="Duplicate">
        <Button
          variant="ghost"
          size="icon-sm"
          className="@max-[15rem]:hidden"
          aria-label={`Duplicate ${title}`}
          onClick={duplicate}
        >
          <Copy />
        </Button>
      </Tooltip>
      <Tooltip label="Remove">
        <Button variant="ghost" size="icon-sm" aria-label={`Remove ${title}`} onClick={remove}>
          <Trash2 />
        </Button>
      </Tooltip>
    </div>
  )
}
