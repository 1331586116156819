'use client'

import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'

type DiscardDialogProps = {
  open: boolean
  /** Whether this browser keeps the draft. */
  kept: boolean
  onOpenChange: (open: boolean) => void
  onKeep: () => void
  onDiscard: () => void
}

/** Asks what is to become of changes that were not saved. */
export function DiscardDialog({ open, kept, onOpenChange, onKeep, onDiscard }: DiscardDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Leave without saving?"
        description={
          kept
            ? 'Your changes are a draft in this browser. Keep it to go on another time, or discard it.'
            : 'What you changed since you began to edit is lost.'
        }
      >
        <DialogFooter>
          <Button variant="destructive" onClick={onDiscard}>
            Discard changes
          </Button>
          <Button onClick={() => onOpenChange(false)}>Keep editing</Button>
          {kept ? (
            <Button variant="primary" onClick={onKeep}>
              Keep the draft
            </Button>
          ) : null}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
