'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { useToast } from '@/components/ui/toast'
import { useCreateSilence } from '@/lib/alerts/client'
import { countOf } from './alert-words'
import { MatchersField } from './matchers-field'
import { newSilence, readSilence, type SilenceDraft, silenceTimes } from './silence-draft'

type SilenceDialogProps = { start?: SilenceDraft; onClose: () => void }

/** Has nobody told of what matches for a time; open while it is rendered. */
export function SilenceDialog({ start = newSilence(), onClose }: SilenceDialogProps) {
  const [draft, setDraft] = useState(start)
  const [problem, setProblem] = useState<string>()
  const creating = useCreateSilence()
  const say = useToast()
  const change = (patch: Partial<SilenceDraft>) => setDraft((now) => ({ ...now, ...patch }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = readSilence(draft)
    if (typeof body === 'string') return setProblem(body)
    setProblem(undefined)
    creating.mutate(body, {
      onSuccess: ({ covers }) => {
        say({ title: covers > 0 ? `Silenced ${countOf(covers)} that fire now` : 'Silenced' })
        onClose()
      },
    })
  }
  const wrong = problem ?? creating.error?.message
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title="New silence"
        description="Alerts that match stay in the inbox, but nobody is told of them."
        className="sm:max-w-xl"
      >
        <form onSubmit={submit} className="grid gap-4">
          <MatchersField
            legend="Alerts of which"
            hint="All must hold"
            matchers={draft.matchers}
            onChange={(matchers) => change({ matchers })}
          />
          <div className="grid gap-4 sm:grid-cols-2 sm:items-start">
            <Field label="For">
              {({ id }) => (
                <Select
                  id={id}
                  label="For"
                  value={draft.time}
                  options={silenceTimes}
                  onChange={(time) => change({ time })}
                  className="w-full"
                />
              )}
            </Field>
            {draft.time === 'until' ? (
              <Field label="Until">
                {(control) => (
                  <Input
                    {...control}
                    type="datetime-local"
                    value={draft.endsAt}
                    onChange={(event) => change({ endsAt: event.target.value })}
                  />
                )}
              </Field>
            ) : null}
            <Field label="From" hint="Now, where it is left empty">
              {(control) => (
                <Input
                  {...control}
                  type="datetime-local"
                  value={draft.startsAt}
                  onChange={(event) => change({ startsAt: event.target.value })}
                />
              )}
            </Field>
          </div>
          <Field label="Why">
            {(control) => (
              <Textarea
                {...control}
                className="min-h-14"
                maxLength={2000}
                placeholder="Maintenance of the payment database"
                value={draft.comment}
                onChange={(event) => change({ comment: event.target.value })}
              />
            )}
          </Field>
          {wrong ? (
            <p role="alert" className="whitespace-pre-wrap text-destructive text-xs">
              {wrong}
            </p>
          ) : null}
          <DialogFooter className="mt-0">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" disabled={creating.isPending}>
              Silence
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
