'use client'

import { useEffect, useEffectEvent } from 'react'
import { useToast } from '@/components/ui/toast'
import { readWidgets, writeWidgets } from '@/lib/dashboards/clipboard'
import type { BoardEditor } from './use-board-editor'
import type { Marking } from './use-marked'

const counted = (count: number) => `${count} ${count === 1 ? 'widget' : 'widgets'}`
const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.matches('input:not([type=checkbox]), textarea, select') || target.isContentEditable)

/** Copy, cut and paste of widgets, within a board and between boards, by keys and by buttons. */
export function useWidgetClipboard(editor: BoardEditor, { marked, mark, clear }: Marking) {
  const say = useToast()
  const chosen = () => editor.draft.widgets.filter(({ id }) => marked.has(id))

  const take = (text: string, asked: boolean) => {
    const read = readWidgets(text, editor.draft.widgets.length)
    if (!read && asked) say({ title: 'There are no widgets to paste', detail: 'Copy some of a dashboard first.' })
    if (!read) return false
    if ('problem' in read) say({ title: 'These widgets cannot be pasted', detail: read.problem })
    else {
      mark(editor.paste(read.widgets))
      say({ title: `Pasted ${counted(read.widgets.length)}` })
    }
    return true
  }
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(writeWidgets(chosen()))
      say({ title: `Copied ${counted(marked.size)}`, detail: 'Paste them into this or another dashboard.' })
    } catch {
      say({ title: 'This browser does not let pages copy', detail: 'Press Ctrl+C instead.' })
    }
  }
  const paste = async () => {
    try {
      take(await navigator.clipboard.readText(), true)
    } catch {
      say({ title: 'This browser does not let pages paste', detail: 'Press Ctrl+V instead.' })
    }
  }

  const put = useEffectEvent((event: ClipboardEvent) => {
    if (isTyping(event.target) || marked.size === 0 || String(getSelection() ?? '') !== '') return
    event.preventDefault()
    event.clipboardData?.setData('text/plain', writeWidgets(chosen()))
    say({ title: `${event.type === 'cut' ? 'Cut' : 'Copied'} ${counted(marked.size)}` })
    if (event.type !== 'cut') return
    editor.remove(...marked)
    clear()
  })
  const get = useEffectEvent((event: ClipboardEvent) => {
    if (isTyping(event.target)) return
    if (take(event.clipboardData?.getData('text/plain') ?? '', false)) event.preventDefault()
  })
  useEffect(() => {
    const onPut = (event: ClipboardEvent) => put(event)
    const onGet = (event: ClipboardEvent) => get(event)
    for (const type of ['copy', 'cut'] as const) document.addEventListener(type, onPut)
    document.addEventListener('paste', onGet)
    return () => {
      for (const type of ['copy', 'cut'] as const) document.removeEventListener(type, onPut)
      document.removeEventListener('paste', onGet)
    }
  }, [])
  return { copy, paste }
}
