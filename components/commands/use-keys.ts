'use client'

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Command, CommandGroup } from './commands'
import { isFirst, isMeant, nameOf, type Press } from './keys'

const setting = 'datawatch.single-keys'
/** How long the second of two keys may take. */
const patienceMs = 1200

const fields = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=combobox]'

function whereOf(target: EventTarget | null, part: string | undefined): Press['where'] {
  if (!(target instanceof HTMLElement)) return 'page'
  if (part && target.matches(part)) return 'part'
  if (target.matches(fields) || target.isContentEditable) return 'field'
  return target.matches('a, button, input, [role]') ? 'control' : 'page'
}

/** Whether something lies over the page that has keys of its own. */
const isCovered = () =>
  document.querySelector('[role=dialog], [role=alertdialog], [role=listbox], [role=menu]') !== null

/** Does what is pressed; `single` says whether keys without a modifier act, which this browser remembers. */
export function useKeys(groups: () => CommandGroup[]) {
  const [single, setSingle] = useState(true)
  const first = useRef<{ name: string; at: number }>(null)
  useEffect(() => setSingle(localStorage.getItem(setting) !== 'off'), [])
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isCovered()) return
    const { key, shiftKey, ctrlKey, metaKey, altKey, target } = event
    const all = groups()
    const run = (before?: string) => {
      const isWanted = (command: Command, part: string | undefined) =>
        isMeant(command, { key, shiftKey, ctrlKey, metaKey, altKey, single, before, where: whereOf(target, part) })
      const meant = all.flatMap(({ commands, part }) => commands.filter((command) => isWanted(command, part)))
      return meant.some((command) => command.run && command.run() !== false)
    }
    const begun = first.current && event.timeStamp - first.current.at < patienceMs ? first.current.name : undefined
    first.current = null
    if ((begun && run(begun)) || run()) return event.preventDefault()
    const name = nameOf(event)
    const isOpen = single && name && whereOf(target, undefined) !== 'field'
    if (isOpen && all.some(({ commands }) => commands.some((command) => isFirst(command, name))))
      first.current = { name, at: event.timeStamp }
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
