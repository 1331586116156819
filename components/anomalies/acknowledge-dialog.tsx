'use client'

import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import type { Anomaly } from '@/lib/anomalies/contract'
import { countOf, deviationOf, subjectOf } from './anomaly-words'

type AcknowledgeDialogProps = {
  anomalies: Anomaly[]
  onClose: () => void
  /** Where the focus goes once it is closed. */
  onClosed: () => void
  onAcknowledge: (note: string | undefined) => void
}

/** Says that somebody has seen these anomalies, with a note if they want; open while it is rendered. */
export function AcknowledgeDialog({ anomalies, onClose, onClosed, onAcknowledge }: AcknowledgeDialogProps) {
  const [note, setNote] = useState('')
  const [first] = anomalies
  const one = anomalies.length === 1 && first
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onAcknowledge(note.trim() || undefined)
  }
  const hurry = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          onClosed()
        }}
        title={one ? 'Acknowledge this anomaly' : `Acknowledge ${countOf(anomalies.length)}`}
        description={one ? `${subjectOf(one)}: ${deviationOf(one)}` : 'The note is kept with each of them.'}
      >
        <form onSubmit={submit}>
          <Field label="Note (optional)" hint="What was it, or who looks into it? Ctrl and Enter saves.">
            {(control) => (
              <Textarea
                {...control}
                maxLength={4000}
                value={note}
                onChange={(event) => setNote(event.target.value)}
                onKeyDown={hurry}
              />
            )}
          </Field>
          <DialogFooter>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary">
              Acknowledge
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
