'use client'

import { useQuery } from '@tanstack/react-query'
import { Filter, X } from 'lucide-react'
import { useState } from 'react'
import { formatCompact } from '@/components/charts/format'
import { displayName } from '@/components/charts/palette'
import type { ShownRange } from '@/components/layout/use-time-range'
import { cn } from '@/components/ui/cn'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { SearchInput } from '@/components/ui/search-input'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { labelValuesOptions } from '@/lib/metrics/client'
import { type Condition, readCondition, writeCondition } from '@/lib/metrics/condition'
import { splitFilter } from '@/lib/metrics/filter-text'
import { conditionWords, dropCondition, putCondition } from './filter-words'

const ways = [
  { value: 'is', label: 'is' },
  { value: 'not', label: 'is not' },
  { value: 'like', label: 'matches' },
] as const
type Way = (typeof ways)[number]['value']

/** The conditions of a filter; one that cannot be read is left as it is, for the server to say what is wrong with it. */
function readConditions(filter: string): { text: string; condition: Condition | null }[] {
  return splitFilter(filter).map((text) => {
    try {
      return { text, condition: readCondition(text) }
    } catch {
      return { text, condition: null }
    }
  })
}

type EditorProps = {
  start: Condition | null
  labels: readonly string[]
  metrics: readonly string[]
  range: ShownRange
  onChange: (condition: Condition | null) => void
}

function ConditionEditor({ start, labels, metrics, range, onChange }: EditorProps) {
  const [label, setLabel] = useState(start?.label ?? labels[0] ?? '')
  const [way, setWay] = useState<Way>(start && 'pattern' in start ? 'like' : start?.negate ? 'not' : 'is')
  const [chosen, setChosen] = useState<string[]>(start && 'values' in start ? start.values : [])
  const [text, setText] = useState(start && 'pattern' in start ? start.pattern : '')
  const unlike = start !== null && 'pattern' in start && start.negate
  const known = useQuery({ ...labelValuesOptions(metrics, label, range), enabled: way !== 'like' && label !== '' })
  const tell = (next: { label?: string; way?: Way; values?: string[]; pattern?: string }) => {
    const now = { label, way, values: chosen, pattern: text, ...next }
    if (now.way === 'like') {
      onChange(now.pattern ? { label: now.label, negate: unlike, pattern: now.pattern } : null)
    } else onChange(now.values.length > 0 ? { label: now.label, negate: now.way === 'not', values: now.values } : null)
  }
  const choose = (value: string) => {
    const values = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]
    setChosen(values)
    tell({ values })
  }
  const found = (known.data ?? []).filter(({ value }) => value.toLowerCase().includes(text.trim().toLowerCase()))
  const listed = [
    ...chosen
      .filter((value) => !known.data?.some((one) => one.value === value))
      .map((value) => ({ value, total: null })),
    ...found,
  ]
  const typed = text.trim()
  return (
    <div className="grid gap-2">
      <div className="flex gap-2">
        <Select
          label="Label"
          className="flex-1"
          value={label}
          options={[...new Set([...(label ? [label] : []), ...labels])].map((one) => ({ value: one, label: one }))}
          onChange={(next) => {
            setLabel(next)
            setChosen([])
            tell({ label: next, values: [] })
          }}
        />
        <Segmented<Way>
          label="Comparison"
          value={way}
          options={ways}
          onChange={(next) => {
            setWay(next)
            tell({ way: next })
          }}
        />
      </div>
      <SearchInput
        label={way === 'like' ? 'Regular expression' : 'Find or type a value'}
        autoFocus
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          if (way === 'like') tell({ pattern: event.target.value })
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || way === 'like' || typed === '') return
          event.preventDefault()
          choose(found[0]?.value ?? typed)
          setText('')
        }}
      />
      {way === 'like' ? (
        <p className="text-muted-foreground text-xs">Found anywhere in the value, such as ^eu- or paid|open.</p>
      ) : (
        <ul className="max-h-56 min-h-20 overflow-y-auto rounded-md border py-1" aria-label={`Values of ${label}`}>
          {listed.map(({ value, total }) => (
            <li key={value}>
              <label className="flex h-8 items-center gap-2 px-3 text-[13px] hover:bg-accent has-focus-visible:bg-accent">
                <input
                  type="checkbox"
                  className="size-3.5 accent-primary"
                  checked={chosen.includes(value)}
                  onChange={() => choose(value)}
                />
                <span className="min-w-0 flex-1 truncate">{displayName(value)}</span>
                {total === null ? null : (
                  <span className="tabular text-muted-foreground text-xs">{formatCompact(total)}</span>
                )}
              </label>
            </li>
          ))}
          {listed.length === 0 ? (
            <li className="px-3 py-2 text-muted-foreground text-xs">
              {known.isPending
                ? 'Loading values'
                : typed
                  ? `Enter takes “${typed}”`
                  : 'No values in this range; type one'}
            </li>
          ) : null}
        </ul>
      )}
    </div>
  )
}

type Chip = { text: string; condition: Condition | null } | null

function chipStyle(chip: Chip): string {
  if (chip === null) return 'border bg-card shadow-card'
  if (chip.condition) return 'bg-primary-soft text-primary-soft-foreground text-xs'
  return 'bg-destructive-soft text-destructive-soft-foreground text-xs'
}

type FilterFieldProps = {
  of: string
  value: string
  labels: readonly string[]
  /** The metrics whose values are offered. */
  metrics: readonly string[]
  range: ShownRange
  onChange: (filter: string) => void
}

/** The conditions of a row as chips, each edited where it stands, and the way to one more. */
export function FilterField({ of, value, labels, metrics, range, onChange }: FilterFieldProps) {
  const [open, setOpen] = useState<number | null>(null)
  const conditions = readConditions(value)
  const chips = labels.length > 0 ? [...conditions, null] : conditions
  const edit = (index: number, condition: Condition | null) => {
    onChange(condition ? putCondition(value, index, writeCondition(condition)) : dropCondition(value, index))
    if (!condition && index < conditions.length - 1) setOpen(null)
  }
  return chips.map((chip, index) => {
    const words = chip && (chip.condition ? conditionWords(chip.condition) : chip.text)
    return (
      <span
        key={`chip ${index + 1}`}
        className={cn('inline-flex h-8 max-w-full items-center rounded-md', chipStyle(chip))}
      >
        <Popover open={open === index} onOpenChange={(now) => setOpen(now ? index : null)}>
          <PopoverTrigger
            aria-label={words === null ? `Add a filter to ${of}` : `Filter of ${of}: ${words}`}
            className={cn(
              'inline-flex h-full min-w-0 items-center gap-1.5 rounded-md px-2.5 font-medium',
              words === null && 'text-[13px] hover:bg-accent',
            )}
          >
            {words === null ? <Filter aria-hidden className="size-4 text-muted-foreground" /> : null}
            <span className="truncate">{words ?? (index > 0 ? 'and' : 'Filter')}</span>
          </PopoverTrigger>
          <PopoverContent align="start" className="w-80" aria-label={`Filter of ${of}`}>
            <ConditionEditor
              start={chip?.condition ?? null}
              labels={labels}
              metrics={metrics}
              range={range}
              onChange={(condition) => edit(index, condition)}
            />
          </PopoverContent>
        </Popover>
        {words === null ? null : (
          <button
            type="button"
            aria-label={`Remove the filter ${words}`}
            className="grid h-full w-7 shrink-0 place-items-center rounded-r-md hover:bg-primary/10"
            onClick={() => edit(index, null)}
          >
            <X aria-hidden className="size-3.5" />
          </button>
        )}
      </span>
    )
  })
}
