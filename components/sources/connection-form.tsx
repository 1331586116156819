'use client'

import type { FormEvent } from 'react'
import { ChoiceField, TextField } from '@/components/alerts/form-fields'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { type ConnectionDraft, nameFrom } from './connection-draft'
import { tlsNames } from './tls-words'

type ConnectionFormProps = {
  draft: ConnectionDraft
  errors: Record<string, string>
  checking: boolean
  onChange: (patch: Partial<ConnectionDraft>) => void
  onCheck: () => void
}

const ways = [
  { value: 'url', label: 'Address' },
  { value: 'fields', label: 'Fields' },
] as const
const tlsOptions = [
  { value: 'given', label: 'as the address says' },
  ...Object.entries(tlsNames).map(([value, label]) => ({ value, label })),
] as { value: ConnectionDraft['tls']; label: string }[]

/** Where the database is. */
export function ConnectionForm({ draft, errors, checking, onChange, onCheck }: ConnectionFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onCheck()
  }
  const text = (name: 'host' | 'port' | 'database' | 'user', label: string, placeholder: string) => (
    <TextField
      label={label}
      required
      placeholder={placeholder}
      value={draft[name]}
      onChange={(value) => onChange({ [name]: value })}
    />
  )
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Segmented
        label="Connection by"
        value={draft.way}
        options={ways}
        onChange={(way) => onChange({ way })}
        className="justify-self-start"
      />
      {draft.way === 'url' ? (
        <TextField
          label="Address of the database"
          required
          placeholder="postgres://user:password@host:5432/database"
          hint="As its applications have it. The password is kept sealed and shown to nobody."
          value={draft.url}
          onChange={(url) => onChange({ url })}
          error={errors.url}
        />
      ) : (
        <div className="grid gap-4 sm:grid-cols-2 sm:items-start">
          {text('host', 'Host', 'db.internal')}
          {text('port', 'Port', '5432')}
          {text('database', 'Database', 'shop')}
          {text('user', 'User', 'datawatch')}
          <TextField
            label="Password"
            type="password"
            hint="Kept sealed and shown to nobody."
            value={draft.password}
            onChange={(password) => onChange({ password })}
          />
          {errors.url ? (
            <p role="alert" className="text-destructive text-xs sm:col-span-2">
              {errors.url}
            </p>
          ) : null}
        </div>
      )}
      <details>
        <summary className="cursor-pointer text-[13px] text-muted-foreground hover:text-foreground">More</summary>
        <div className="mt-3 grid gap-4 sm:grid-cols-2 sm:items-start">
          <TextField
            label="Name of the source"
            placeholder={nameFrom(draft)}
            value={draft.name}
            onChange={(name) => onChange({ name })}
            error={errors.name}
          />
          <ChoiceField
            label="Encryption"
            value={draft.tls}
            options={tlsOptions}
            onChange={(tls) => onChange({ tls })}
            error={errors.tls}
          />
          <Field
            label="Certificate of the authority"
            hint="PEM; where the server's is signed by one of your own"
            className="sm:col-span-2"
            error={errors.ca}
          >
            {(control) => (
              <Textarea {...control} value={draft.ca} onChange={(event) => onChange({ ca: event.target.value })} />
            )}
          </Field>
        </div>
      </details>
      {errors[''] ? (
        <p role="alert" className="whitespace-pre-wrap text-destructive text-xs">
          {errors['']}
        </p>
      ) : null}
      <Button type="submit" variant="primary" className="justify-self-start" disabled={checking}>
        {checking ? 'Checking …' : 'Check'}
      </Button>
    </form>
  )
}
