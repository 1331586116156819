'use client'

import { Check, ChevronDown, Globe } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { SearchInput } from '@/components/ui/search-input'

const shown = 60

type ZonePickerProps = { value: string | undefined; local: string; onChange: (zone: string | undefined) => void }

/** The zone that steps begin in and times are written in: the reader's own, UTC, or any other. */
export function ZonePicker({ value, local, onChange }: ZonePickerProps) {
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const id = useId()
  const wanted = text.trim().toLowerCase().replaceAll(' ', '_')
  const zones = ['UTC', ...(open ? Intl.supportedValuesOf('timeZone') : [])].filter((zone) => zone !== local)
  const found = [local, ...new Set(zones)].filter((zone) => zone.toLowerCase().includes(wanted)).slice(0, shown)
  const active = Math.min(at, found.length - 1)
  const choose = (zone: string) => {
    setOpen(false)
    setText('')
    onChange(zone === local ? undefined : zone)
  }
  const press = (event: KeyboardEvent) => {
    const jump = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (jump) {
      event.preventDefault()
      const next = Math.max(0, Math.min(found.length - 1, active + jump))
      setAt(next)
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && found[active]) {
      event.preventDefault()
      choose(found[active])
    }
  }
  const name = (zone: string) => (zone === local ? `Local (${zone})` : zone)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button aria-label={`Time zone: ${name(value ?? local)}`} className="min-w-0 max-w-full shrink">
          <Globe aria-hidden className="text-muted-foreground" />
          <span className="truncate">{value ?? 'Local time'}</span>
          <ChevronDown aria-hidden className="size-3.5! text-muted-foreground" />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Time zone" className="w-72">
        <SearchInput
          label="Search time zones"
          autoFocus
          value={text}
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={active >= 0 ? `${id}-${active}` : undefined}
          onKeyDown={press}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
        />
        <div
          id={id}
          role="listbox"
          tabIndex={-1}
          aria-label="Time zones"
          className="mt-2 h-56 overflow-y-auto rounded-md border py-1"
        >
          {found.map((zone, i) => (
            <div
              key={zone}
              id={`${id}-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={zone === (value ?? local)}
              className={cn('flex h-8 cursor-default items-center gap-2 px-3 text-[13px]', i === active && 'bg-accent')}
              onPointerMove={() => setAt(i)}
              onClick={() => choose(zone)}
              onKeyDown={press}
            >
              <span className="min-w-0 flex-1 truncate">{name(zone)}</span>
              {zone === (value ?? local) ? <Check aria-hidden className="size-4 text-primary" /> : null}
            </div>
          ))}
          {found.length === 0 ? <p className="p-3 text-muted-foreground text-xs">No time zone is called that</p> : null}
        </div>
      </PopoverContent>
    </Popover>
  )
}
