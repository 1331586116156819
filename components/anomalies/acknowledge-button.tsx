'use client'

import { Check } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Textarea } from '@/components/ui/input'
import { useMe } from '@/lib/access/client'
import { useAcknowledgeAnomaly } from '@/lib/anomalies/client'
import type { Anomaly } from '@/lib/anomalies/contract'
import { deviationOf, subjectOf } from './anomaly-words'

type AcknowledgeButtonProps = { anomaly: Anomaly; size?: 'sm' | 'md'; primary?: boolean }

/** Says that somebody has seen an anomaly, with a note if they want. */
export function AcknowledgeButton({ anomaly, size = 'sm', primary = false }: AcknowledgeButtonProps) {
  const [open, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const me = useMe()
  const acknowledge = useAcknowledgeAnomaly()
  if (anomaly.acknowledged || anomaly.status === 'resolved') return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = { user: me ?? 'local', ...(note.trim() ? { note: note.trim() } : {}) }
    acknowledge.mutate({ id: anomaly.id, body }, { onSuccess: () => setOpen(false) })
  }
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button size={size} variant={primary ? 'primary' : 'secondary'} className="relative z-10">
          <Check aria-hidden />
          <span className={primary ? undefined : 'max-sm:sr-only'}>Acknowledge</span>
        </Button>
      </DialogTrigger>
      <DialogContent title="Acknowledge this anomaly" description={`${subjectOf(anomaly)}: ${deviationOf(anomaly)}`}>
        <form onSubmit={submit}>
          <Field
            label="Note (optional)"
            hint="What was it, or who looks into it?"
            error={acknowledge.isError ? acknowledge.error.message : undefined}
          >
            {(control) => (
              <Textarea {...control} maxLength={4000} value={note} onChange={(event) => setNote(event.target.value)} />
            )}
          </Field>
          <DialogFooter>
            <DialogClose asChild>
              <Button>Cancel</Button>
            </DialogClose>
            <Button type="submit" variant="primary" disabled={acknowledge.isPending}>
              {acknowledge.isPending ? 'Saving…' : 'Acknowledge'}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
