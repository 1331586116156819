'use client'

import { Check } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { cn } from './cn'
import { SearchInput } from './search-input'

const jumps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }

type SearchListProps<T> = {
  label: string
  listLabel: string
  autoFocus?: boolean
  text: string
  onText: (text: string) => void
  items: readonly T[]
  keyOf: (item: T) => string
  chosen: string | null | undefined
  onChoose: (item: T) => void
  children: (item: T) => ReactNode
  /** What narrows the list beside the search. */
  filters?: ReactNode
  /** What is said in place of items: that they come, that there are none, why not. */
  notice?: ReactNode
  listClassName?: string
}

/** A search over a list to choose from, with the arrow and page keys, Enter, or the pointer. */
export function SearchList<T>({ items, keyOf, chosen, onChoose, children, ...props }: SearchListProps<T>) {
  const [at, setAt] = useState(0)
  const id = useId()
  const active = Math.min(at, items.length - 1)
  const isEmpty = items.length === 0
  const press = (event: KeyboardEvent) => {
    const jump = jumps[event.key]
    const item = items[active]
    if (jump) {
      event.preventDefault()
      const next = Math.max(0, Math.min(items.length - 1, active + jump))
      setAt(next)
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && item !== undefined) {
      event.preventDefault()
      onChoose(item)
    }
  }
  return (
    <>
      <SearchInput
        label={props.label}
        autoFocus={props.autoFocus}
        value={props.text}
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
        onKeyDown={press}
        onChange={(event) => {
          props.onText(event.target.value)
          setAt(0)
        }}
      />
      {props.filters}
      {isEmpty ? null : props.notice}
      <div className="relative mt-2">
        <div
          id={id}
          role="listbox"
          aria-label={props.listLabel}
          tabIndex={-1}
          className={cn('h-56 overflow-y-auto rounded-md border', props.listClassName)}
        >
          {items.map((item, i) => (
            <div
              key={keyOf(item)}
              id={`${id}-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={keyOf(item) === chosen}
              className={cn('flex cursor-default items-center gap-2 px-3 py-1.5', i === active && 'bg-accent')}
              onPointerMove={() => setAt(i)}
              onClick={() => onChoose(item)}
              onKeyDown={press}
            >
              {children(item)}
              {keyOf(item) === chosen ? <Check aria-hidden className="size-4 shrink-0 text-primary" /> : null}
            </div>
          ))}
        </div>
        {isEmpty ? <div className="absolute inset-px overflow-hidden">{props.notice}</div> : null}
      </div>
    </>
  )
}
