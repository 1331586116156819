'use client'

import { useEffect, useEffectEvent } from 'react'

type EditorKeys = Record<'undo' | 'redo' | 'save' | 'leave' | 'duplicate', () => void>

/** Ctrl or ⌘ with Z, Shift+Z (or Y), S and D, and Escape; a field being typed in keeps its own undo. */
export function useEditorKeys({ undo, redo, save, leave, duplicate }: EditorKeys) {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) leave()
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return
    const key = event.key.toLowerCase()
    const typing = event.target instanceof HTMLElement && event.target.matches('input:not([type=checkbox]), textarea')
    const action =
      key === 's'
        ? save
        : typing
          ? null
          : key === 'y' || (key === 'z' && event.shiftKey)
            ? redo
            : key === 'z'
              ? undo
              : key === 'd'
                ? duplicate
                : null
    if (!action) return
    event.preventDefault()
    action()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
