'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useMe } from '@/lib/access/client'

type AssignDialogProps = {
  title: string
  assignee: string | null
  /** Names to choose from. */
  known: readonly string[]
  onClose: () => void
  onClosed?: () => void
  onDone: (assignee: string | null) => void
}

/** Says who looks into something; open while it is rendered. */
export function AssignDialog({ title, assignee, known, onClose, onClosed, onDone }: AssignDialogProps) {
  const [name, setName] = useState(assignee ?? '')
  const me = useMe()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onDone(name.trim() || null)
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={title}
        onCloseAutoFocus={(event) => {
          if (!onClosed) return
          event.preventDefault()
          onClosed()
        }}
      >
        <form onSubmit={submit}>
          <Field label="Assign to" hint="A person or a team; leave it empty for nobody">
            {(control) => (
              <Input
                {...control}
                list="assignees"
                maxLength={200}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <datalist id="assignees">
            {known.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
          <DialogFooter>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            {me ? <Button onClick={() => onDone(me)}>Assign to me</Button> : null}
            <Button type="submit" variant="primary">
              {name.trim() ? 'Assign' : 'Assign to nobody'}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
