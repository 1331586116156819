'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { formatWhen } from '@/components/charts/format-time'
import { useRecently, useTimeZone } from '@/components/layout/clock'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { useCreateDashboard } from '@/lib/dashboards/client'
import { type Draft, toBody } from '@/lib/dashboards/draft'
import { type Choice, decide } from '@/lib/dashboards/merge'
import type { Window } from '@/lib/metrics/client'
import { ConflictCard } from './conflict-card'
import type { Clash } from './use-board-save'

type ConflictDialogProps = {
  clash: Clash
  range: Window
  draft: Draft
  onClose: () => void
  onSettle: (decided: Draft) => void
  /** Mine is a board of its own now. */
  onCopied: () => void
}

/** Somebody else saved first: what did not conflict is merged, and of the rest the reader says which is to stay. */
export function ConflictDialog({ clash, range, draft, onClose, onSettle, onCopied }: ConflictDialogProps) {
  const router = useRouter()
  const create = useCreateDashboard()
  const now = useRecently()
  const timeZone = useTimeZone()
  const [choices, setChoices] = useState<Record<string, Choice>>({})
  const { merge, theirs, by, at } = clash
  const copy = () => {
    const body = toBody({ ...draft, name: `${draft.name.slice(0, 180)} (my version)` })
    const open = async (id: string) => {
      onCopied()
      router.push(`/dashboards/${id}`)
    }
    create.mutate(body, { onSuccess: (made) => open(made.id) })
  }
  return (
    <Dialog open onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        title="You both changed the same"
        description={`${by ?? 'Somebody else'} saved version ${theirs.version} of this dashboard at ${formatWhen(at, now, timeZone)}. Everything else goes together; choose what to keep of these.`}
        className="sm:max-w-2xl"
      >
        <ul className="grid gap-3">
          {merge.conflicts.map((conflict) => (
            <ConflictCard
              key={conflict.id}
              range={range}
              conflict={conflict}
              choice={choices[conflict.id] ?? 'mine'}
              onChoose={(choice) => setChoices((was) => ({ ...was, [conflict.id]: choice }))}
            />
          ))}
        </ul>
        {create.isError ? <p className="mt-3 text-[13px] text-destructive">{create.error.message}</p> : null}
        <DialogFooter>
          <Button variant="ghost" onClick={copy} aria-disabled={create.isPending}>
            Save mine as a copy
          </Button>
          <Button onClick={onClose}>Keep editing</Button>
          <Button variant="primary" onClick={() => onSettle(decide(merge, choices, uuidv7))}>
            Save
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
