'use client'

import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import type { ConfigField } from './channel-draft'
import { ChoiceField, TextField } from './form-fields'

const any = 'any'
const tls = [
  { value: any, label: 'as usual' },
  { value: 'starttls', label: 'STARTTLS' },
  { value: 'tls', label: 'TLS from the start' },
  { value: 'none', label: 'none' },
] as const

type ChannelConfigInputProps = {
  field: ConfigField
  value: string
  /** What may be shown of a secret that is set. */
  known: string | undefined
  isRemoved: boolean
  error: string | undefined
  onChange: (text: string) => void
  onRemove: (on: boolean) => void
}

/** One setting of a channel; a secret that is set stays while it is left empty. */
export function ChannelConfigInput(props: ChannelConfigInputProps) {
  const { field, value, known, isRemoved, error, onChange, onRemove } = props
  const { label, hint, kind, secret, required } = field
  if (kind === 'tls') {
    return (
      <ChoiceField<(typeof tls)[number]['value']>
        label={label}
        value={tls.find((one) => one.value === value)?.value ?? any}
        options={tls}
        onChange={(next) => onChange(next === any ? '' : next)}
        error={error}
      />
    )
  }
  const kept = isRemoved ? 'taken away when saved' : `${known}; leave empty to keep`
  const placeholder = known === undefined ? field.placeholder : kept
  const input =
    kind === 'headers' ? (
      <Field label={label} hint={hint} error={error} className="flex-1 sm:col-span-2">
        {(control) => (
          <Textarea
            {...control}
            placeholder={placeholder}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
    ) : (
      <TextField
        label={label}
        hint={hint}
        placeholder={placeholder}
        required={required && known === undefined}
        type={secret ? 'password' : 'text'}
        numeric={kind === 'number'}
        value={value}
        onChange={onChange}
        error={error}
        className="flex-1"
      />
    )
  if (known === undefined || required) return input
  return (
    <div className={cn('flex items-start gap-2', kind === 'headers' && 'sm:col-span-2')}>
      {input}
      <Button
        className="mt-6.5"
        aria-label={`${isRemoved ? 'Keep' : 'Remove'}: ${label}`}
        onClick={() => onRemove(!isRemoved)}
      >
        {isRemoved ? 'Keep' : 'Remove'}
      </Button>
    </div>
  )
}
