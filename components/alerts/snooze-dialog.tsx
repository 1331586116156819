'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { type SnoozeChoice, snoozeChoices, snoozeFor } from './snooze-times'

type SnoozeDialogProps = {
  title: string
  onClose: () => void
  onDone: (given: { for: string; note?: string }) => void
}

/** Puts an alert off for a time, with a note if they want; open while it is rendered. */
export function SnoozeDialog({ title, onClose, onDone }: SnoozeDialogProps) {
  const [choice, setChoice] = useState<SnoozeChoice>('1h')
  const [note, setNote] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onDone({ for: snoozeFor(choice, Date.now()), ...(note.trim() ? { note: note.trim() } : {}) })
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title="Snooze this alert" description={title}>
        <form onSubmit={submit} className="grid gap-4">
          <Field label="For" hint="If it still fires then, people are told again">
            {({ id }) => (
              <Select
                id={id}
                label="For"
                value={choice}
                options={snoozeChoices}
                onChange={setChoice}
                className="w-full"
              />
            )}
          </Field>
          <Field label="Note (optional)">
            {(control) => (
              <Textarea {...control} maxLength={4000} value={note} onChange={(event) => setNote(event.target.value)} />
            )}
          </Field>
          <DialogFooter className="mt-1">
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary">
              Snooze
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
