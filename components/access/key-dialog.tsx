'use client'

import { type FormEvent, useState } from 'react'
import { fieldErrors } from '@/components/alerts/field-errors'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toast'
import { useChangeKey, useCreateKey } from '@/lib/access/key-client'
import type { ApiKey, KeyMade } from '@/lib/access/key-contract'
import { type KeyDraft, keyDraftOf, newKey, readKey } from './key-draft'
import { KeyForm } from './key-form'
import { MadeKey } from './made-key'

const fields = ['name', 'scopes', 'tables', 'rate_limit', 'expires_at']

/** A key to be made, which is then shown once, or one to be changed; open while it is rendered. */
export function KeyDialog({ apiKey, onClose }: { apiKey?: ApiKey; onClose: () => void }) {
  const [creating, changing, say] = [useCreateKey(), useChangeKey(), useToast()]
  const [draft, setDraft] = useState(() => (apiKey ? keyDraftOf(apiKey) : newKey))
  const [made, setMade] = useState<KeyMade>()
  const [problem, setProblem] = useState<string>()
  const [now] = useState(() => Date.now())
  const change = (patch: Partial<KeyDraft>) => setDraft((was) => ({ ...was, ...patch }))
  const { error, isPending } = apiKey ? changing : creating
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = readKey(draft, Date.now(), apiKey?.expires_at)
    if (typeof body === 'string') return setProblem(body)
    setProblem(undefined)
    if (!apiKey) return creating.mutate(body, { onSuccess: setMade })
    const done = () => {
      say({ title: `${body.name} is changed` })
      onClose()
    }
    changing.mutate({ id: apiKey.id, patch: body }, { onSuccess: done })
  }
  if (made) return <MadeKey made={made} onClose={onClose} />
  const errors = fieldErrors(error, fields)
  const wrong = problem ?? errors['']
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={apiKey ? `Change ${apiKey.name}` : 'New API key'}
        description={apiKey ? 'Takes effect at the next request.' : undefined}
        className="sm:max-w-xl"
      >
        <form onSubmit={submit} className="grid gap-4">
          <KeyForm draft={draft} errors={errors} today={new Date(now).toISOString().slice(0, 10)} onChange={change}>
            {wrong ? (
              <p role="alert" className="whitespace-pre-wrap text-destructive text-xs">
                {wrong}
              </p>
            ) : null}
          </KeyForm>
          <DialogFooter className="mt-0">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" disabled={isPending}>
              {apiKey ? 'Save' : 'Make the key'}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
