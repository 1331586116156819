'use client'

import { Slot } from 'radix-ui/slot'
import { type ComponentProps, createContext, type ReactNode, Suspense, useContext } from 'react'
import type { Content } from './dropdown-menu-parts'
import { type Opening, onDemand, useOpening } from './on-demand'

const { ask, near, part } = onDemand(() => import('./dropdown-menu-parts'))

const OpeningContext = createContext<Opening | null>(null)

const useMenu = () => useContext(OpeningContext)!

type DropdownMenuProps = { open?: boolean; onOpenChange?: (open: boolean) => void; children: ReactNode }

/** A menu whose inside comes once pointer or focus is on its button. */
export function DropdownMenu({ children, ...props }: DropdownMenuProps) {
  return <OpeningContext value={useOpening(ask, props)}>{children}</OpeningContext>
}

const openingKeys = new Set(['Enter', ' ', 'ArrowDown'])

/** The one element in it becomes what opens the menu. */
export function DropdownMenuTrigger({ children }: { asChild: true; children: ReactNode }) {
  const { isOpen, setOpen, button, byKey } = useMenu()
  return (
    <Slot
      ref={button}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      data-state={isOpen ? 'open' : 'closed'}
      onPointerEnter={near}
      onFocus={near}
      onPointerDown={(event) => {
        if (event.button !== 0 || event.ctrlKey) return
        byKey.current = false
        if (!isOpen) event.preventDefault()
        setOpen(!isOpen)
      }}
      onKeyDown={(event) => {
        if (!openingKeys.has(event.key)) return
        event.preventDefault()
        byKey.current = true
        setOpen(event.key === 'ArrowDown' || !isOpen)
      }}
    >
      {children}
    </Slot>
  )
}

const Inside = part((parts) => parts.Content)

export function DropdownMenuContent(props: Omit<ComponentProps<typeof Content>, 'opening'>) {
  const opening = useMenu()
  if (!opening.isOpen) return null
  return (
    <Suspense>
      <Inside {...props} opening={opening} />
    </Suspense>
  )
}

export const DropdownMenuRadioGroup = part((parts) => parts.RadioGroup)
export const DropdownMenuItem = part((parts) => parts.Item)
export const DropdownMenuRadioItem = part((parts) => parts.RadioItem)
export const DropdownMenuCheckboxItem = part((parts) => parts.CheckboxItem)
export const DropdownMenuLabel = part((parts) => parts.Label)
export const DropdownMenuSeparator = part((parts) => parts.Separator)
