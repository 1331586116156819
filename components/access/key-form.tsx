'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { type Scope, scopes } from '@/lib/access/access-words'
import { tableChoicesOptions } from '@/lib/dashboards/client'
import { ChipsField } from './chips-field'
import { canBind, type KeyDraft, keyLives } from './key-draft'
import { scopeWords } from './scope-words'

type ScopesProps = { chosen: readonly Scope[]; onChange: (chosen: Scope[]) => void; error?: string }

function Scopes({ chosen, onChange, error }: ScopesProps) {
  const turn = (scope: Scope, on: boolean) =>
    onChange(scopes.filter((one) => (one === scope ? on : chosen.includes(one))))
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 font-medium text-[13px]">What it may do</legend>
      {scopes.map((scope) => (
        <label
          key={scope}
          className="flex cursor-pointer items-start gap-2.5 rounded-md border px-3 py-2 text-[13px] hover:bg-accent has-checked:border-primary has-checked:bg-primary-soft/50"
        >
          <input
            type="checkbox"
            checked={chosen.includes(scope)}
            onChange={(event) => turn(scope, event.target.checked)}
            className="mt-0.5 size-4 shrink-0 accent-primary"
          />
          <span className="min-w-0">
            <code className="font-medium">{scope}</code>
            <span className="block text-muted-foreground text-xs">{scopeWords(scope)}</span>
          </span>
        </label>
      ))}
      {error ? <p className="text-destructive text-xs">{error}</p> : null}
    </fieldset>
  )
}

type KeyFormProps = {
  draft: KeyDraft
  errors: Record<string, string>
  today: string
  onChange: (patch: Partial<KeyDraft>) => void
  children: ReactNode
}

/** What a key is for and what binds it. */
export function KeyForm({ draft, errors, today, onChange, children }: KeyFormProps) {
  const { data: tables } = useQuery(tableChoicesOptions())
  return (
    <>
      <Field label="Name" hint="What uses it, so that it can be told from others" error={errors.name}>
        {(control) => (
          <Input
            {...control}
            required
            maxLength={200}
            autoComplete="off"
            placeholder="Debezium of the shop"
            value={draft.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <Scopes chosen={draft.scopes} onChange={(chosen) => onChange({ scopes: chosen })} error={errors.scopes} />
      {canBind(draft.scopes) ? (
        <ChipsField
          label="Only for these tables"
          hint="Events of others are refused. Of all tables, where it is left empty."
          placeholder="orders"
          error={errors.tables}
          values={draft.tables}
          offered={tables}
          onChange={(next) => onChange({ tables: next })}
        />
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2 sm:items-start">
        <Field label="Expires" error={draft.life === 'date' ? undefined : errors.expires_at}>
          {({ id }) => (
            <Select
              id={id}
              label="Expires"
              value={draft.life}
              options={keyLives}
              onChange={(life) => onChange({ life })}
              className="w-full"
            />
          )}
        </Field>
        {draft.life === 'date' ? (
          <Field label="Works until the end of" hint="That day in UTC" error={errors.expires_at}>
            {(control) => (
              <Input
                {...control}
                type="date"
                min={today}
                value={draft.until}
                onChange={(event) => onChange({ until: event.target.value })}
              />
            )}
          </Field>
        ) : null}
        <Field
          label="Requests a minute, at most"
          hint="No limit of its own, where left empty"
          error={errors.rate_limit}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              value={draft.rateLimit}
              onChange={(event) => onChange({ rateLimit: event.target.value })}
            />
          )}
        </Field>
      </div>
      {children}
    </>
  )
}
