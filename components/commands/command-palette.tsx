'use client'

import { Command as Palette } from 'cmdk'
import { ArrowRight, Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import * as Radix from 'radix-ui/dialog'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { CommandGroup } from './commands'
import { sayKey } from './keys'
import { isMac } from './platform'
import { rate } from './rate'
import { useFound } from './use-found'

type EntryProps = {
  id: string
  name: string
  hint?: string
  icon?: typeof ArrowRight
  keys?: readonly string[]
  /** What finds it beside its name. */
  words?: string[]
  onSelect: () => void
}

function Entry({ id, name, hint, icon: Icon = ArrowRight, keys, words, onSelect }: EntryProps) {
  return (
    <Palette.Item
      value={id}
      keywords={[name, ...(words ?? [])]}
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
  const list = useRef<HTMLDivElement>(null)
  const { groups: found, isSearching } = useFound(text)
  const answered = found.map(({ items }) => items[0]?.key ?? '').join()
  /** What the server finds may come to stand before what was first until then. */
  useEffect(() => {
    const choose = () => {
      const first = list.current?.querySelector('[cmdk-item]')?.getAttribute('data-value')
      if (first && !hasMoved.current) setChosen(first)
    }
    const sorted = requestAnimationFrame(choose)
    return () => cancelAnimationFrame(sorted)
  }, [answered])
  const then = (act: () => unknown) => () => {
    onClose()
    act()
  }
  const offered = groups.flatMap(({ title, keysOnly, commands, everywhere }) => {
    const own = keysOnly ? [] : commands.filter(({ run }) => run !== undefined)
    return own.length > 0 ? [{ title, commands: own, everywhere }] : []
  })
  const actions = ({ title, commands }: (typeof offered)[number]) => (
    <Group key={title} title={title}>
      {commands.map(({ name, icon, keys, run }) => (
        <Entry key={name} id={`${title} ${name}`} {...{ name, icon, keys }} words={[title]} onSelect={then(run!)} />
      ))}
    </Group>
  )
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/40 motion-safe:animate-[fade_120ms_ease-out] dark:bg-black/60" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-2 top-2 z-50 mx-auto max-w-xl overflow-hidden rounded-xl border bg-popover text-popover-foreground shadow-lifted outline-none motion-safe:animate-enter sm:top-[12vh]"
          onKeyDown={(event) => {
            hasMoved.current = event.key.startsWith('Arrow')
            if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
              event.preventDefault()
              onClose()
            }
          }}
        >
          <Radix.Title className="sr-only">Go to or do anything</Radix.Title>
          <Palette label="Go to or do anything" loop filter={rate} value={chosen} onValueChange={setChosen}>
            <div className="flex items-center gap-2 border-b px-4">
              <Search aria-hidden className="size-4 shrink-0 text-muted-foreground" />
              <Palette.Input
                value={text}
                onValueChange={setText}
                placeholder="Page, dashboard, metric, action…"
                className="h-12 w-full min-w-0 bg-transparent text-sm outline-none placeholder:text-muted-foreground max-sm:text-base"
              />
            </div>
            <Palette.List
              ref={list}
              label="What fits"
              className="max-h-[min(26rem,60dvh)] scroll-py-2 overflow-y-auto p-2"
            >
              <Palette.Empty className="px-2.5 py-8 text-center text-[13px] text-muted-foreground">
                {isSearching ? 'Searching…' : `Nothing fits “${text}”`}
              </Palette.Empty>
              {offered.filter(({ everywhere }) => !everywhere).map(actions)}
              {found.map(({ title, items }) =>
                items.length > 0 ? (
                  <Group key={title} title={title}>
                    {items.map(({ key, name, hint, icon, href }) => (
                      <Entry
                        key={key}
                        id={key}
                        {...{ name, hint, icon }}
                        words={[title, ...(title === 'Metrics' ? [text] : [])]}
                        onSelect={then(() => router.push(href))}
                      />
                    ))}
                  </Group>
                ) : null,
              )}
              {offered.filter(({ everywhere }) => everywhere).map(actions)}
            </Palette.List>
          </Palette>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
