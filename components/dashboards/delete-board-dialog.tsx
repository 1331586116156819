'use client'

import { usePathname, useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { useDeleteDashboard } from '@/lib/dashboards/client'
import type { Dashboard } from '@/lib/dashboards/contract'

type DeleteBoardDialogProps = {
  board: Pick<Dashboard, 'id' | 'name' | 'starter_for'>
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Asks before a board is deleted, and leaves its page once it is. */
export function DeleteBoardDialog({ board, open, onOpenChange }: DeleteBoardDialogProps) {
  const router = useRouter()
  const pathname = usePathname()
  const remove = useDeleteDashboard()
  const confirm = () => {
    if (remove.isPending) return
    remove.mutate(board.id, {
      onSuccess: () => {
        onOpenChange(false)
        if (pathname !== '/dashboards') router.push('/dashboards')
      },
    })
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={`Delete “${board.name}”?`}
        description={
          board.starter_for
            ? `It was made from the table ${board.starter_for} and will not be made again by itself. The data stays.`
            : 'The data it shows stays.'
        }
      >
        {remove.isError ? <p className="text-[13px] text-destructive">{remove.error.message}</p> : null}
        <DialogFooter>
          <Button onClick={() => onOpenChange(false)}>Keep it</Button>
          <Button variant="destructive" onClick={confirm} aria-disabled={remove.isPending}>
            Delete
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
