'use client'

import { X } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

type ChipsFieldProps = {
  label: string
  hint?: string
  error?: string
  placeholder?: string
  values: readonly string[]
  offered?: readonly string[]
  onChange: (values: string[]) => void
}

/** Some words, each added by Enter or a comma, and taken away by its button. */
export function ChipsField({ label, hint, error, placeholder, values, offered = [], onChange }: ChipsFieldProps) {
  const [typed, setTyped] = useState('')
  const list = useId()
  const add = (text: string) => {
    const words = text.split(/[\s,]+/).filter((word) => word !== '')
    if (words.length > 0) onChange([...new Set([...values, ...words])])
    setTyped('')
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Backspace' && typed === '') return onChange(values.slice(0, -1))
    if ((event.key !== 'Enter' && event.key !== ',') || typed.trim() === '') return
    event.preventDefault()
    add(typed)
  }
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <span className="grid gap-1.5">
          {values.length > 0 ? (
            <span className="flex flex-wrap gap-1.5">
              {values.map((value) => (
                <span
                  key={value}
                  className="inline-flex min-w-0 items-center gap-1 rounded-full bg-muted py-0.5 pr-1 pl-2.5 text-xs"
                >
                  <span className="truncate">{value}</span>
                  <button
                    type="button"
                    aria-label={`Remove ${value}`}
                    onClick={() => onChange(values.filter((one) => one !== value))}
                    className="grid size-5 place-items-center rounded-full text-muted-foreground hover:bg-accent hover:text-foreground"
                  >
                    <X aria-hidden className="size-3" />
                  </button>
                </span>
              ))}
            </span>
          ) : null}
          <Input
            {...control}
            value={typed}
            list={list}
            autoComplete="off"
            placeholder={placeholder}
            onChange={(event) =>
              event.target.value.endsWith(',') ? add(event.target.value) : setTyped(event.target.value)
            }
            onKeyDown={press}
            onBlur={() => add(typed)}
          />
          <datalist id={list}>
            {offered
              .filter((value) => !values.includes(value))
              .map((value) => (
                <option key={value} value={value} />
              ))}
          </datalist>
        </span>
      )}
    </Field>
  )
}
