'use client'

import { Camera } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useToast } from '@/components/ui/toast'
import { useTakeSnapshot } from '@/lib/schemas/client'

/** Keeps a named copy of the schemas as they are now, of one table or of all. */
export function TakeSnapshotDialog({ table }: { table?: string }) {
  const [open, setOpen] = useState(false)
  const [name, setName] = useState('')
  const take = useTakeSnapshot()
  const say = useToast()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    take.mutate(
      { name, table },
      {
        onSuccess: (made) => {
          setOpen(false)
          setName('')
          say({ title: `Kept ${made.name}`, detail: `${made.tables_count} tables as they are now` })
        },
      },
    )
  }
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <Camera aria-hidden />
          Snapshot
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Take a snapshot"
        description={`A named copy of ${table ? `the schema of ${table}` : 'all schemas'} as it is now, to compare with later.`}
      >
        <form onSubmit={submit}>
          <Field label="Name" error={take.error?.message}>
            {(control) => (
              <Input
                {...control}
                value={name}
                maxLength={200}
                placeholder="before release 4.2"
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <DialogFooter>
            <Button type="submit" variant="primary" disabled={name.trim() === ''} aria-disabled={take.isPending}>
              Keep
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
