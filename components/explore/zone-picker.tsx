'use client'

import { ChevronDown, Globe } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { SearchList } from '@/components/ui/search-list'

const shown = 60

type ZonePickerProps = { value: string | undefined; local: string; onChange: (zone: string | undefined) => void }

/** The zone that steps begin in and times are written in: the reader's own, UTC, or any other. */
export function ZonePicker({ value, local, onChange }: ZonePickerProps) {
  const [open, setOpen] = useState(false)
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase().replaceAll(' ', '_')
  const zones = ['UTC', ...(open ? Intl.supportedValuesOf('timeZone') : [])].filter((zone) => zone !== local)
  const found = [local, ...new Set(zones)].filter((zone) => zone.toLowerCase().includes(wanted)).slice(0, shown)
  const choose = (zone: string) => {
    setOpen(false)
    setText('')
    onChange(zone === local ? undefined : zone)
  }
  const name = (zone: string) => (zone === local ? `Local (${zone})` : zone)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button aria-label={`Time zone: ${value ?? `Local time (${local})`}`} className="min-w-0 max-w-full shrink">
          <Globe aria-hidden className="text-muted-foreground" />
          <span className="truncate">{value ?? 'Local time'}</span>
          <ChevronDown aria-hidden className="size-3.5! text-muted-foreground" />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label="Time zone" className="w-72">
        <SearchList
          label="Search time zones"
          listLabel="Time zones"
          autoFocus
          text={text}
          onText={setText}
          items={found}
          keyOf={(zone) => zone}
          chosen={value ?? local}
          onChoose={choose}
          notice={
            found.length === 0 ? <p className="p-3 text-muted-foreground text-xs">No time zone is called that</p> : null
          }
        >
          {(zone) => <span className="min-w-0 flex-1 truncate text-[13px]">{name(zone)}</span>}
        </SearchList>
      </PopoverContent>
    </Popover>
  )
}
