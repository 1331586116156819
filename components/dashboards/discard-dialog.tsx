'use client'

import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'

type DiscardDialogProps = { open: boolean; onOpenChange: (open: boolean) => void; onDiscard: () => void }

/** Asks before changes that were not saved are let go. */
export function DiscardDialog({ open, onOpenChange, onDiscard }: DiscardDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title="Leave without saving?" description="What you changed since you began to edit is lost.">
        <DialogFooter>
          <Button onClick={() => onOpenChange(false)}>Keep editing</Button>
          <Button variant="destructive" onClick={onDiscard}>
            Discard changes
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
