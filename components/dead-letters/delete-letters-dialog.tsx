'use client'

import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { useRemoveDeadLetters } from '@/lib/dead-letters/client'

type Which = Parameters<ReturnType<typeof useRemoveDeadLetters>['mutate']>[0]
type DeleteLettersDialogProps = { which: Which | null; onClose: () => void; onDone: () => void }

const titleOf = (which: Which | null) => {
  if (!which || 'search' in which) return 'Delete all dead letters that match?'
  return which.ids.length === 1 ? 'Delete this dead letter?' : `Delete ${which.ids.length} dead letters?`
}

/** Asks before dead letters are deleted. */
export function DeleteLettersDialog({ which, onClose, onDone }: DeleteLettersDialogProps) {
  const remove = useRemoveDeadLetters()
  const confirm = () => {
    if (!which || remove.isPending) return
    remove.mutate(which, {
      onSuccess: () => {
        onDone()
        onClose()
      },
    })
  }
  return (
    <Dialog open={which !== null} onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={titleOf(which)}
        description="What has not been replayed was never stored as an event, and cannot be replayed after that."
      >
        {remove.isError ? <p className="text-[13px] text-destructive">{remove.error.message}</p> : null}
        <DialogFooter>
          <Button onClick={onClose}>Keep them</Button>
          <Button variant="destructive" onClick={confirm} aria-disabled={remove.isPending}>
            Delete
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
