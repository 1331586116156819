'use client'

import { Pencil, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'
import { useDeleteMetric, useUpdateMetric } from '@/lib/metrics/client'
import type { Metric } from '@/lib/metrics/contract'

type DialogProps = { metric: Metric; onClose: () => void }

function EditDialog({ metric, onClose }: DialogProps) {
  const update = useUpdateMetric(metric.name)
  const [description, setDescription] = useState(metric.description)
  const [unit, setUnit] = useState(metric.unit)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!update.isPending) update.mutate({ description: description.trim(), unit: unit.trim() }, { onSuccess: onClose })
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={`Edit ${metric.name}`}>
        <form onSubmit={submit} className="grid gap-4">
          <Field label="Description" error={update.error?.message}>
            {(control) => (
              <Textarea
                {...control}
                maxLength={1000}
                value={description}
                onChange={(event) => setDescription(event.target.value)}
              />
            )}
          </Field>
          <Field label="Unit" hint="Such as percent, s, bytes or EUR; empty for none">
            {(control) => (
              <Input {...control} maxLength={50} value={unit} onChange={(event) => setUnit(event.target.value)} />
            )}
          </Field>
          <DialogFooter className="mt-0">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" aria-disabled={update.isPending}>
              Save
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}

function DeleteDialog({ metric, onClose }: DialogProps) {
  const router = useRouter()
  const remove = useDeleteMetric(metric.name)
  const confirm = () => {
    if (!remove.isPending) remove.mutate(undefined, { onSuccess: () => router.push('/explore') })
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Delete ${metric.name}?`}
        description="Charts that show it will say that it is gone. The data it is made of stays."
      >
        {remove.isError ? (
          <p role="alert" className="text-[13px] text-destructive">
            {remove.error.message}
          </p>
        ) : null}
        <DialogFooter>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="destructive" onClick={confirm} aria-disabled={remove.isPending}>
            Delete
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}

/** What can be done with a metric by formula: its words changed, or all of it deleted. */
export function ManageMetric({ metric }: { metric: Metric }) {
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <Button onClick={() => setOpen('edit')}>
        <Pencil aria-hidden className="text-muted-foreground" />
        Edit
      </Button>
      <Button onClick={() => setOpen('delete')}>
        <Trash2 aria-hidden className="text-muted-foreground" />
        Delete
      </Button>
      {open === 'edit' ? <EditDialog metric={metric} onClose={close} /> : null}
      {open === 'delete' ? <DeleteDialog metric={metric} onClose={close} /> : null}
    </>
  )
}
