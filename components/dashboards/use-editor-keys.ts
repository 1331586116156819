'use client'

import { useEffect, useEffectEvent } from 'react'

type EditorKeys = { undo: () => void; redo: () => void; save: () => void }

/** Ctrl or ⌘ with Z, Shift+Z (or Y) and S; a field being typed in keeps its own undo. */
export function useEditorKeys({ undo, redo, save }: EditorKeys) {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return
    const key = event.key.toLowerCase()
    const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea')
    const action =
      key === 's'
        ? save
        : typing
          ? null
          : key === 'y' || (key === 'z' && event.shiftKey)
            ? redo
            : key === 'z'
              ? undo
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
