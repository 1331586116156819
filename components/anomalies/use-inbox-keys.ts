'use client'

import { useEffect, useEffectEvent, useState } from 'react'
import { commandOf, type InboxCommand, type Press } from './inbox-keys'

const setting = 'datawatch.single-keys'

function whereOf(target: EventTarget | null): Press['where'] {
  if (!(target instanceof HTMLElement)) return 'page'
  if (target.dataset.line !== undefined) return 'line'
  if (target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]')) return 'field'
  return target.matches('a, button, input, [role]') ? 'control' : 'page'
}

/** Whether something lies over the page that has keys of its own. */
const isCovered = () => document.querySelector('[role=dialog], [role=listbox], [role=menu]') !== null

/** Hands the inbox what is pressed; `single` says whether single letters act, which this browser remembers. */
export function useInboxKeys(run: (command: InboxCommand) => boolean) {
  const [single, setSingle] = useState(true)
  useEffect(() => setSingle(localStorage.getItem(setting) !== 'off'), [])
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isCovered()) return
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event
    const command = commandOf({ key, shiftKey, ctrlKey, metaKey, altKey, single, where: whereOf(event.target) })
    if (command && run(command)) event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  return {
    single,
    setSingle: (next: boolean) => {
      localStorage.setItem(setting, next ? 'on' : 'off')
      setSingle(next)
    },
  }
}
