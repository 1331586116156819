'use client'

import { ChevronDown } from 'lucide-react'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { cn } from '@/components/ui/cn'
import { Input } from '@/components/ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import type { BoardVariable } from '@/lib/dashboards/variable-contract'
import { plainWords, sentence } from '@/lib/dashboards/words'
import { useVariableOptions } from './variable-options'

export const variableTitle = ({ title, name }: Pick<BoardVariable, 'title' | 'name'>) =>
  title || sentence(plainWords(name))

type VariablePickerProps = {
  variable: BoardVariable
  values: readonly string[]
  onChange: (values: readonly string[]) => void
  /** Whether only what is offered can be chosen. */
  closed: boolean
}

const most = 200

/** The value that is typed, as one to choose. */
function TypedValue({ onAdd, taken }: { onAdd: (value: string) => void; taken: string }) {
  const [text, setText] = useState(taken)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim()) onAdd(text.trim())
  }
  return (
    <form onSubmit={submit} className="flex gap-2">
      <Input
        aria-label="Another value"
        placeholder="Another value"
        value={text}
        maxLength={500}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" disabled={text.trim() === ''}>
        Use
      </Button>
    </form>
  )
}

function Choices({ variable, values, onChange, closed, onDone }: VariablePickerProps & { onDone: () => void }) {
  const { multiple, include_all } = variable
  const { values: offered, isPending, error } = useVariableOptions(variable)
  const [text, setText] = useState('')
  const id = useId()
  const all = [...new Set([...offered, ...values])]
  const found = all.filter((value) => value.toLowerCase().includes(text.trim().toLowerCase())).slice(0, most)
  const one = (value: readonly string[]) => {
    onChange(value)
    onDone()
  }
  const toggle = (value: string) => {
    if (!multiple) return one([value])
    const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value]
    if (next.length > 0 || include_all) onChange(next)
  }
  const row = 'flex min-h-8 w-full items-center gap-2 rounded px-2.5 py-1 text-left text-[13px] hover:bg-accent'
  const chosen = 'bg-primary-soft font-medium text-primary-soft-foreground'
  return (
    <div className="grid gap-2">
      {all.length > 8 ? (
        <Input aria-label="Search values" placeholder="Search" value={text} onChange={(e) => setText(e.target.value)} />
      ) : null}
      {all.length > 0 || include_all ? (
        <ul className="max-h-64 overflow-y-auto">
          {include_all ? (
            <li>
              <button
                type="button"
                aria-pressed={values.length === 0}
                className={cn(row, values.length === 0 && chosen)}
                onClick={() => one([])}
              >
                All
              </button>
            </li>
          ) : null}
          {found.map((value) => (
            <li key={value}>
              {multiple ? (
                <div className={row}>
                  <Checkbox
                    id={`${id}-${value}`}
                    label={value}
                    checked={values.includes(value)}
                    onChange={() => toggle(value)}
                  />
                  <label htmlFor={`${id}-${value}`} className="min-w-0 flex-1 cursor-pointer truncate">
                    {value}
                  </label>
                </div>
              ) : (
                <button
                  type="button"
                  aria-pressed={values.includes(value)}
                  className={cn(row, values.includes(value) && chosen)}
                  onClick={() => toggle(value)}
                >
                  <span className="min-w-0 truncate">{value}</span>
                </button>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {isPending ? <p className="px-2.5 text-muted-foreground text-xs">Looking for values…</p> : null}
      {error ? <p className="px-2.5 text-destructive text-xs">{error.message}</p> : null}
      {closed || variable.options?.length ? null : (
        <TypedValue
          taken={variable.kind === 'free' && !multiple ? (values[0] ?? '') : ''}
          onAdd={(value) => one(multiple ? [...new Set([...values, value])] : [value])}
        />
      )}
    </div>
  )
}

/** What is chosen of one variable of a board, and the choice. */
export function VariablePicker(props: VariablePickerProps) {
  const { variable, values } = props
  const [open, setOpen] = useState(false)
  const title = variableTitle(variable)
  const [first, ...others] = values
  const shown = first === undefined ? 'All' : others.length > 0 ? `${first} +${others.length}` : first
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button title={values.join(', ') || undefined} className="min-w-0 max-w-full">
          <span className="shrink-0 text-muted-foreground">{title}:</span>
          <span className="min-w-0 max-w-48 truncate">{shown}</span>
          <ChevronDown aria-hidden className="size-3.5! text-muted-foreground" />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="start" aria-label={title} className="w-64 max-w-[calc(100vw-1rem)]">
        <Choices {...props} onDone={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  )
}
