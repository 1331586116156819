'use client'

import { ChevronDown } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, type ReactNode, type Ref, Suspense } from 'react'
import { cn } from './cn'
import { onDemand, useOpening } from './on-demand'

const { ask, near, part } = onDemand(() => import('./select-content'))
const Content = part((parts) => parts.Content)

export type SelectOption<V extends string> = { value: V; label: string; hint?: string }

type SelectProps<V extends string> = {
  label: string
  value: V
  options: readonly SelectOption<V>[]
  onChange: (value: V) => void
  prefix?: ReactNode
  id?: string
  disabled?: boolean
  className?: string
}

const openingKeys = new Set(['Enter', ' ', 'ArrowDown', 'ArrowUp'])

/** One choice of several. `label` names it for screen readers; `prefix` stands before the chosen value. */
export function Select<V extends string>(props: SelectProps<V>) {
  const { label, value, options, onChange, prefix, id, disabled, className } = props
  const opening = useOpening(ask, {})
  const { isOpen, setOpen, button } = opening
  const press = (event: KeyboardEvent) => {
    const { key, ctrlKey, altKey, metaKey } = event
    if (openingKeys.has(key)) {
      event.preventDefault()
      return setOpen(true)
    }
    if (key.length > 1 || ctrlKey || altKey || metaKey) return
    const at = options.findIndex((option) => option.value === value) + 1
    const found = [...options.slice(at), ...options.slice(0, at)].find((option) =>
      option.label.toLowerCase().startsWith(key.toLowerCase()),
    )
    if (found) onChange(found.value)
  }
  const byMouse = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse' || event.button !== 0 || event.ctrlKey) return
    event.preventDefault()
    setOpen(true)
  }
  return (
    <>
      <button
        ref={button as Ref<HTMLButtonElement>}
        type="button"
        role="combobox"
        aria-expanded={isOpen}
        aria-autocomplete="none"
        data-state={isOpen ? 'open' : 'closed'}
        id={id}
        aria-label={label}
        disabled={disabled}
        onPointerEnter={near}
        onFocus={near}
        onPointerDown={byMouse}
        onClick={() => setOpen(true)}
        onKeyDown={press}
        className={cn(
          'inline-flex h-8 min-w-0 max-w-full items-center gap-1.5 rounded-md border bg-card px-2.5 text-[13px] shadow-card transition-colors hover:bg-accent disabled:cursor-not-allowed disabled:opacity-50',
          className,
        )}
      >
        {prefix ? <span className="text-muted-foreground">{prefix}</span> : null}
        <span className="min-w-0 truncate">{options.find((option) => option.value === value)?.label}</span>
        <ChevronDown aria-hidden className="ml-auto size-3.5 shrink-0 text-muted-foreground" />
      </button>
      {isOpen ? (
        <Suspense>
          <Content opening={opening} value={value} options={options} onChange={(next) => onChange(next as V)} />
        </Suspense>
      ) : null}
    </>
  )
}
