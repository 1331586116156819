'use client'

import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useAcknowledgeChange } from '@/lib/schemas/client'
import type { SchemaChange } from '@/lib/schemas/contract'

/** Says that a change is known; a breaking one is open until then. */
export function AcknowledgeChange({ change }: { change: SchemaChange }) {
  const [note, setNote] = useState('')
  const acknowledge = useAcknowledgeChange()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    acknowledge.mutate({ id: change.id, note: note.trim() || undefined })
  }
  return (
    <form onSubmit={submit} className="grid gap-3 border-t pt-4">
      <Field label="Note" hint="What was done about it, for whoever looks next" error={acknowledge.error?.message}>
        {(control) => (
          <Input {...control} value={note} maxLength={2000} onChange={(event) => setNote(event.target.value)} />
        )}
      </Field>
      <Button
        type="submit"
        variant={change.open ? 'primary' : 'secondary'}
        className="justify-self-start"
        aria-disabled={acknowledge.isPending}
      >
        Acknowledge
      </Button>
    </form>
  )
}
