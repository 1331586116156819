'use client'

import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { readTimeRange } from '@/components/layout/time-range'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { dashboardOptions } from '@/lib/dashboards/client'
import { ApiError } from '@/lib/http/api'
import { useShareDashboard } from '@/lib/shares/client'
import { allowedOrigin, type MadeShare } from '@/lib/shares/contract'
import { readView } from '@/lib/shares/window'

const never = 'never'
const hourMs = 3_600_000
const lifetimes = [
  { value: never, label: 'Never' },
  { value: String(hourMs), label: 'In an hour' },
  { value: String(24 * hourMs), label: 'In a day' },
  { value: String(7 * 24 * hourMs), label: 'In a week' },
  { value: String(30 * 24 * hourMs), label: 'In 30 days' },
  { value: String(365 * 24 * hourMs), label: 'In a year' },
]

const listed = (text: string) => text.split(/[\s,]+/).filter(Boolean)

/** The first of these that is no origin, with what would be right. */
function wrongOrigin(text: string): string | undefined {
  for (const one of listed(text)) {
    const { success, error } = allowedOrigin.safeParse(one)
    if (!success) return `${one}: ${error.issues[0]?.message}`
  }
}

type ShareFormProps = { boardId: string; onMade: (share: MadeShare) => void }

/** What a new link is to be: its name, how long it lasts, where it may be embedded; it keeps the time range of the page. */
export function ShareForm({ boardId, onMade }: ShareFormProps) {
  const hasVariables = (useQuery(dashboardOptions(boardId)).data?.variables.length ?? 0) > 0
  const search = useSearchParams()
  const share = useShareDashboard(boardId)
  const [name, setName] = useState('')
  const [lifetime, setLifetime] = useState(never)
  const [origins, setOrigins] = useState('')
  const [freeRange, setFreeRange] = useState(false)
  const [freeVariables, setFreeVariables] = useState(false)
  const [marks, setMarks] = useState(false)
  const [checked, setChecked] = useState(false)
  const wrong = wrongOrigin(origins)
  const ready = name.trim() !== '' && !share.isPending
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!ready || wrong) return
    const body = {
      name,
      expires_at: lifetime === never ? null : new Date(Date.now() + Number(lifetime)).toISOString(),
      allowed_origins: listed(origins),
      view: { ...readView(new URLSearchParams(search)), free_range: freeRange, free_variables: freeVariables, marks },
    }
    share.mutate(body, { onSuccess: onMade })
  }
  const refused = share.error instanceof ApiError ? share.error.message : share.error?.message
  return (
    <form onSubmit={submit} className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_10rem]">
        <Field label="Name of the link" hint="Only you see it" error={refused}>
          {(control) => (
            <Input
              {...control}
              maxLength={100}
              required
              autoComplete="off"
              placeholder="Screen in the lobby"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Expires">
          {({ id }) => (
            <Select
              id={id}
              label="Expires"
              value={lifetime}
              options={lifetimes}
              onChange={setLifetime}
              className="w-full"
            />
          )}
        </Field>
      </div>
      <Field
        label="May be embedded in"
        hint="Origins such as https://intranet.example, one a line. Without any, no page can show it in a frame."
        error={checked ? wrong : undefined}
      >
        {(control) => (
          <Textarea
            {...control}
            className="min-h-14"
            placeholder="https://intranet.example"
            value={origins}
            onChange={(event) => setOrigins(event.target.value)}
          />
        )}
      </Field>
      <label className="flex items-start gap-2 text-[13px]">
        <input
          type="checkbox"
          className="mt-0.5 size-4 accent-primary"
          checked={freeRange}
          onChange={(event) => setFreeRange(event.target.checked)}
        />
        <span>
          Viewers may choose another time range
          <span className="block text-muted-foreground text-xs">
            Otherwise they see that of this page: {readTimeRange(search).label.toLowerCase()}.
          </span>
        </span>
      </label>
      {hasVariables ? (
        <label className="flex items-start gap-2 text-[13px]">
          <input
            type="checkbox"
            className="mt-0.5 size-4 accent-primary"
            checked={freeVariables}
            onChange={(event) => setFreeVariables(event.target.checked)}
          />
          <span>
            Viewers may choose other values of the variables
            <span className="block text-muted-foreground text-xs">Otherwise they see those of this page.</span>
          </span>
        </label>
      ) : null}
      <label className="flex items-start gap-2 text-[13px]">
        <input
          type="checkbox"
          className="mt-0.5 size-4 accent-primary"
          checked={marks}
          onChange={(event) => setMarks(event.target.checked)}
        />
        <span>
          Charts mark anomalies and notes
          <span className="block text-muted-foreground text-xs">Viewers then read what the notes say.</span>
        </span>
      </label>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" disabled={!ready}>
          Create link
        </Button>
      </div>
    </form>
  )
}
