'use client'

import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select, type SelectOption } from '@/components/ui/select'

type TextFieldProps = {
  label: string
  value: string
  onChange: (text: string) => void
  hint?: string
  error?: string
  placeholder?: string
  numeric?: boolean
  list?: string
  required?: boolean
  type?: 'text' | 'password' | 'time'
  className?: string
}

/** A line of text with its label and what is said about it. */
export function TextField({ label, hint, error, className, numeric, value, onChange, ...props }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} className={className}>
      {(control) => (
        <Input
          {...control}
          {...props}
          {...(numeric ? { inputMode: 'decimal' as const } : {})}
          autoComplete={props.type === 'password' ? 'new-password' : 'off'}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}

type ChoiceFieldProps<V extends string> = {
  label: string
  value: V
  options: readonly SelectOption<V>[]
  onChange: (value: V) => void
  hint?: string
  error?: string
  className?: string
}

/** One choice of several with its label and what is said about it. */
export function ChoiceField<V extends string>({ label, hint, error, className, ...props }: ChoiceFieldProps<V>) {
  return (
    <Field label={label} hint={hint} error={error} className={className}>
      {({ id }) => <Select id={id} label={label} className="w-full" {...props} />}
    </Field>
  )
}
