'use client'

import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'

type NoteDialogProps = {
  title: string
  description: string
  /** What the button says. */
  verb: string
  hint?: string
  onClose: () => void
  /** Where the focus goes once it is closed; without it, back to what had it. */
  onClosed?: () => void
  onDone: (note: string | undefined) => void
}

/** Does something to what is listed, with a note if they want; open while it is rendered. */
export function NoteDialog(props: NoteDialogProps) {
  const { title, description, verb, hint = 'What was it, or who looks into it?', onClose, onClosed, onDone } = props
  const [note, setNote] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onDone(note.trim() || undefined)
  }
  const hurry = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={title}
        description={description}
        onCloseAutoFocus={(event) => {
          if (!onClosed) return
          event.preventDefault()
          onClosed()
        }}
      >
        <form onSubmit={submit}>
          <Field label="Note (optional)" hint={`${hint} Ctrl and Enter saves.`}>
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
              {verb}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
