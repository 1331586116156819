'use client'

import { Play } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { type Ran, type Runnable, run } from './run-request'

const says = (ran: Ran) => `${ran.type || 'no body'}, ${Math.round(ran.ms)} ms, request ${ran.requestId ?? 'unknown'}`

function Answer({ ran, id }: { ran: Ran; id: string }) {
  return (
    <section aria-label={`Answer of ${id}`} className="min-w-0 border-t pt-3">
      <p className="mb-2 flex flex-wrap items-center gap-2 text-muted-foreground text-xs">
        <Badge tone={ran.status < 400 ? 'success' : 'destructive'}>{ran.status}</Badge>
        <span className="[overflow-wrap:anywhere]">{says(ran)}</span>
      </p>
      {ran.image ? (
        <img src={ran.image} alt="The answer" className="max-w-full rounded border" />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <pre tabIndex={0} className="max-h-80 overflow-auto rounded bg-muted/50 p-3 font-mono text-xs leading-relaxed">
          <code>{ran.text}</code>
        </pre>
      )}
    </section>
  )
}

/** Asks this server for an operation, as whoever is signed in. What changes something is asked about once more. */
export function RunPanel({ request }: { request: Runnable }) {
  const { id, method, parameters, sample } = request
  const [ran, setRan] = useState<Ran>()
  const [failure, setFailure] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [sure, setSure] = useState(false)
  const isRead = method === 'GET'
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!isRead && !sure) return setSure(true)
    const form = new FormData(event.currentTarget)
    setSure(false)
    setBusy(true)
    setFailure(undefined)
    try {
      setRan(await run(request, form))
    } catch (error) {
      setFailure((error as Error).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <details className="min-w-0 rounded-md border">
      <summary className="cursor-pointer px-3 py-2 font-medium text-[13px] marker:text-muted-foreground">
        Try it here
      </summary>
      <form
        aria-label={`Try ${id}`}
        className="grid min-w-0 gap-3 border-t p-3"
        onSubmit={submit}
        onChange={() => setSure(false)}
      >
        <div className="grid gap-3 sm:grid-cols-2">
          {parameters.map(({ name, place, required, sample: value }) => (
            <Field key={`${place} ${name}`} label={name} hint={required ? 'required' : undefined}>
              {(control) => (
                <Input
                  {...control}
                  name={name}
                  required={required}
                  defaultValue={required ? value : ''}
                  autoComplete="off"
                  spellCheck={false}
                />
              )}
            </Field>
          ))}
        </div>
        {sample === undefined ? null : (
          <Field label="Body">
            {(control) => (
              <Textarea
                {...control}
                name="body"
                rows={8}
                className="font-mono"
                defaultValue={sample}
                spellCheck={false}
              />
            )}
          </Field>
        )}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant={sure ? 'destructive' : 'primary'} disabled={busy}>
            <Play aria-hidden />
            {sure ? `Yes, really ${method}` : 'Run'}
          </Button>
          <p aria-live="polite" className="text-muted-foreground text-xs">
            {busy ? 'Asking…' : sure ? 'This changes what is stored on this server.' : ''}
          </p>
        </div>
        {failure ? <p className="text-[13px] text-destructive">The server could not be reached: {failure}</p> : null}
        {ran ? <Answer ran={ran} id={id} /> : null}
      </form>
    </details>
  )
}
