'use client'

import { CalendarClock, ChevronDown } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { formatMoment } from '@/components/charts/format-time'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { calendarLabel, calendarRanges } from '@/lib/dashboards/calendar'
import { fromLocalInput, toLocalInput } from './local-time'
import { absoluteRange, calendarRange, presets, relativeRange, type TimeRange } from './time-range'
import type { ShownRange } from './use-time-range'

type TimeRangePickerProps = { range: ShownRange; onChange: (range: TimeRange) => void; className?: string }

function CustomRange({ range, onChange }: Pick<TimeRangePickerProps, 'range' | 'onChange'>) {
  const { timeZone } = range
  const shown = range.resolve(Date.now())
  const [from, setFrom] = useState(() => toLocalInput(shown.from, timeZone))
  const [to, setTo] = useState(() => toLocalInput(shown.to, timeZone))
  const [error, setError] = useState<string>()
  const apply = (event: FormEvent) => {
    event.preventDefault()
    const [start, end] = [fromLocalInput(from, timeZone), fromLocalInput(to, timeZone)]
    const next =
      start !== null && end !== null && absoluteRange(new Date(start).toISOString(), new Date(end).toISOString())
    if (next) onChange(next)
    else setError('The end must lie after the start')
  }
  return (
    <form onSubmit={apply} className="grid content-start gap-3">
      <Field label="From">
        {(control) => (
          <Input {...control} type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
        )}
      </Field>
      <Field label="To" error={error} hint={timeZone}>
        {(control) => (
          <Input {...control} type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} />
        )}
      </Field>
      <Button type="submit" variant="primary">
        Apply
      </Button>
    </form>
  )
}

const calendar = calendarRanges.map((value) => ({ value, label: calendarLabel(value) }))

type PresetsProps = {
  label: string
  items: readonly { value: string; label: string }[]
  chosen: string
  onChoose: (value: string) => void
}

function Presets({ label, items, chosen, onChoose }: PresetsProps) {
  return (
    <ul aria-label={label} className="grid content-start gap-0.5 max-sm:grid-cols-2">
      {items.map(({ value, label: name }) => (
        <li key={value}>
          <button
            type="button"
            aria-pressed={chosen === value}
            onClick={() => onChoose(value)}
            className={cn(
              'h-8 w-full whitespace-nowrap rounded px-2.5 text-left text-[13px] hover:bg-accent',
              chosen === value && 'bg-primary-soft font-medium text-primary-soft-foreground',
            )}
          >
            {name}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Chooses what interval a page shows: one of the usual ones, or any. */
export function TimeRangePicker({ range, onChange, className }: TimeRangePickerProps) {
  const [open, setOpen] = useState(false)
  const choose = (next: TimeRange) => {
    setOpen(false)
    onChange(next)
  }
  const { from, to } = range.resolve(0)
  const label = range.relative
    ? range.label
    : `${formatMoment(from, range.timeZone)} – ${formatMoment(to, range.timeZone)}`
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button className={className} aria-label={`Time range: ${label}`}>
          <CalendarClock aria-hidden className="text-muted-foreground" />
          <span className="tabular">{label}</span>
          <ChevronDown aria-hidden className="size-3.5! text-muted-foreground" />
        </Button>
      </PopoverTrigger>
      <PopoverContent
        align="start"
        aria-label="Time range"
        className="flex max-h-[min(32rem,var(--radix-popover-content-available-height))] max-w-[calc(100vw-1rem)] gap-3 overflow-y-auto max-sm:flex-col"
      >
        <Presets
          label="Relative"
          items={presets}
          chosen={range.name}
          onChoose={(value) => choose(relativeRange(value)!)}
        />
        <Presets
          label="Calendar"
          items={calendar}
          chosen={range.name}
          onChoose={(value) => choose(calendarRange(value, range.timeZone)!)}
        />
        <div className="border-l max-sm:border-t max-sm:border-l-0" />
        <CustomRange key={range.name} range={range} onChange={choose} />
      </PopoverContent>
    </Popover>
  )
}
