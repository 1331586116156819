'use client'

import type { LucideIcon } from 'lucide-react'
import dynamic from 'next/dynamic'
import { createContext, type ReactNode, useContext, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { Keyed } from './keys'
import { useKeys } from './use-keys'

/** Something that can be done: by its keys, and where it has `run`, from the palette. What answers false was not done. */
export type Command = Keyed & {
  name: string
  icon?: LucideIcon
  run?: () => unknown
  /** How its keys are told, where there are many. */
  told?: readonly string[]
}

export type CommandGroup = {
  title: string
  commands: readonly Command[]
  /** What lines or cells `onPart` speaks of, as a selector. */
  part?: string
  /** Only by keys: it acts on what has the focus. */
  keysOnly?: boolean
  /** Of the whole application: whatever a page says goes first. */
  everywhere?: boolean
}

type Groups = Map<string, CommandGroup>

type Center = { groups: () => CommandGroup[]; showKeys: () => void; showPalette: () => void }

const GroupsContext = createContext<Groups>(new Map())
const CenterContext = createContext<Center>({ groups: () => [], showKeys: () => {}, showPalette: () => {} })

const KeysSheet = dynamic(() => import('./keys-sheet').then((module) => module.KeysSheet), { ssr: false })
const CommandPalette = dynamic(() => import('./command-palette').then((module) => module.CommandPalette), {
  ssr: false,
})

/** What can be done now, those of the page first, and how to show it. */
export const useCommandCenter = () => useContext(CenterContext)

/** Makes a group of commands known while its component is shown. */
export function useCommands(group: CommandGroup) {
  const groups = useContext(GroupsContext)
  const id = useId()
  useEffect(() => {
    groups.set(id, group)
  })
  useEffect(
    () => () => {
      groups.delete(id)
    },
    [groups, id],
  )
}

/** Hears the keys of all that the pages below make known, and shows the palette and the sheet of keys. */
export function CommandProvider({ children }: { children: ReactNode }) {
  const groups = useRef<Groups>(new Map()).current
  const [shown, setShown] = useState<'keys' | 'palette' | null>(null)
  const center = useMemo(
    () => ({
      groups: () => {
        const byTitle = new Map([...groups.values()].map((group) => [group.title, group]))
        return [...byTitle.values()].sort((a, b) => Number(a.everywhere ?? false) - Number(b.everywhere ?? false))
      },
      showKeys: () => setShown('keys'),
      showPalette: () => setShown('palette'),
    }),
    [groups],
  )
  const { single, setSingle } = useKeys(center.groups)
  const close = () => setShown(null)
  return (
    <GroupsContext value={groups}>
      <CenterContext value={center}>
        {children}
        {shown === 'keys' ? (
          <KeysSheet groups={center.groups()} single={single} onSingle={setSingle} onClose={close} />
        ) : null}
        {shown === 'palette' ? <CommandPalette groups={center.groups()} onClose={close} /> : null}
      </CenterContext>
    </GroupsContext>
  )
}
