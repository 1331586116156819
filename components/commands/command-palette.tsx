'use client'

import { Command as Palette } from 'cmdk'
import { ArrowRight, Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import * as Radix from 'radix-ui/dialog'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { CommandGroup } from './commands'
import { sayKey } from './keys'
import { isMac } from './platform'
import { rank } from './rate'
import { useFound } from './use-found'

type EntryProps = {
  id: string
  name: string
  hint?: string
  icon?: typeof ArrowRight
  keys?: readonly string[]
  onSelect: () => void
}

type Shown = Omit<EntryProps, 'onSelect'> & { words: readonly string[]; act: () => unknown }
type ShownGroup = { title: string; items: readonly Shown[] }

function Entry({ id, name, hint, icon: Icon = ArrowRight, keys, onSelect }: EntryProps) {
  return (
    <Palette.Item
      value={id}
      onSelect={onSelect}
      className="flex min-h-9 cursor-default items-center gap-2.5 rounded px-2.5 py-1.5 text-[13px] data-[selected=true]:bg-accent data-[selected=true]:text-accent-foreground forced-colors:data-[selected=true]:outline-2"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <span className="min-w-0 truncate">{name}</span>
      {hint ? <span className="min-w-0 flex-1 truncate text-muted-foreground text-xs">{hint}</span> : null}
      {keys?.[0] ? (
        <kbd className="ml-auto shrink-0 whitespace-nowrap rounded border bg-muted px-1.5 font-mono text-[11px] text-muted-foreground max-sm:hidden">
          {sayKey(keys[0], isMac())}
        </kbd>
      ) : null}
    </Palette.Item>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Palette.Group
      heading={title}
      className="pb-1 **:[[cmdk-group-heading]]:px-2.5 **:[[cmdk-group-heading]]:py-1.5 **:[[cmdk-group-heading]]:font-medium **:[[cmdk-group-heading]]:text-muted-foreground **:[[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Palette.Group>
  )
}

type CommandPaletteProps = { groups: readonly CommandGroup[]; onClose: () => void }

/** Goes anywhere and does what the page offers, by a few letters of its name. */
export function CommandPalette({ groups, onClose }: CommandPaletteProps) {
  const router = useRouter()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState('')
  const hasMoved = useRef(false)
  const { groups: found, isSearching } = useFound(text)
  const offered = groups.flatMap(({ title, keysOnly, commands, everywhere }) => {
    const items = keysOnly ? [] : commands.filter(({ run }) => run !== undefined)
    const entries = items.map(({ name, icon, keys, run }) => ({ id: `${title} ${name}`, name, icon, keys, act: run! }))
    return [{ title, everywhere, items: entries.map((entry) => ({ ...entry, words: [title] })) }]
  })
  const places = found.map(({ title, items }) => ({
    title,
    items: items.map(({ key, href, ...item }) => ({
      ...{ ...item, id: key, words: [title, ...(title === 'Metrics' ? [text] : [])] },
      act: () => router.push(href),
    })),
  }))
  const shown = rank<Shown, ShownGroup>(text, [
    ...offered.filter(({ everywhere }) => !everywhere),
    ...places,
    ...offered.filter(({ everywhere }) => everywhere),
  ])
  const first = shown[0]?.items[0]?.id ?? ''
  /** What the server finds may come to stand before what was first until then. */
  useEffect(() => {
    if (!hasMoved.current) setChosen(first)
  }, [first])
  const type = (next: string) => {
    hasMoved.current = false
    setChosen(first)
    setText(next)
  }
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40 motion-safe:animate-[fade_120ms_ease-out] dark:bg-black/60" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-2 top-2 z-50 mx-auto max-w-xl overflow-hidden rounded-xl border bg-popover text-popover-foreground shadow-lifted outline-none motion-safe:animate-enter sm:top-[12vh]"
          onKeyDown={(event) => {
            if (event.key.startsWith('Arrow')) hasMoved.current = true
            if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
              event.preventDefault()
              onClose()
            }
          }}
        >
          <Radix.Title className="sr-only">Go to or do anything</Radix.Title>
          <Palette label="Go to or do anything" loop shouldFilter={false} value={chosen} onValueChange={setChosen}>
            <div className="flex items-center gap-2 border-b px-4">
              <Search aria-hidden className="size-4 shrink-0 text-muted-foreground" />
              <Palette.Input
                value={text}
                onValueChange={type}
                placeholder="Page, dashboard, metric, action…"
                className="h-12 w-full min-w-0 bg-transparent text-sm outline-none placeholder:text-muted-foreground max-sm:text-base"
              />
            </div>
            <Palette.List label="What fits" className="max-h-[min(26rem,60dvh)] scroll-py-2 overflow-y-auto p-2">
              <Palette.Empty className="px-2.5 py-8 text-center text-[13px] text-muted-foreground">
                {isSearching ? 'Searching…' : `Nothing fits “${text}”`}
              </Palette.Empty>
              {shown.map(({ title, items }) => (
                <Group key={title} title={title}>
                  {items.map(({ act, words: _, ...entry }) => (
                    <Entry
                      key={entry.id}
                      {...entry}
                      onSelect={() => {
                        onClose()
                        act()
                      }}
                    />
                  ))}
                </Group>
              ))}
            </Palette.List>
          </Palette>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
