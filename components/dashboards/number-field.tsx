'use client'

import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

type NumberFieldProps = {
  label: string
  value: number | undefined
  onChange: (value: number | undefined) => void
  /** Only whole numbers from … to. */
  whole?: readonly [number, number]
}

/** A number that may be left empty; what is no number yet is shown as typed and passed on to nobody. */
export function NumberField({ label, value, onChange, whole }: NumberFieldProps) {
  const [text, setText] = useState<string | null>(null)
  const shown = text ?? value?.toString() ?? ''
  const read = (typed: string) => (typed.trim() === '' ? undefined : Number(typed))
  const fine = (number: number | undefined) =>
    number === undefined ||
    (Number.isFinite(number) && (!whole || (Number.isInteger(number) && number >= whole[0] && number <= whole[1])))
  const error = whole ? `${whole[0]} to ${whole[1]}` : 'A number'
  return (
    <Field label={label} error={fine(read(shown)) ? undefined : error}>
      {(control) => (
        <Input
          {...control}
          inputMode="decimal"
          value={shown}
          placeholder="Automatic"
          onBlur={() => setText(null)}
          onChange={(event) => {
            setText(event.target.value)
            const next = read(event.target.value)
            if (fine(next)) onChange(next)
          }}
        />
      )}
    </Field>
  )
}
