'use client'

import { usePathname, useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toast'
import { useDeleteDashboard, useRestoreDashboard } from '@/lib/dashboards/client'
import type { Dashboard } from '@/lib/dashboards/contract'
import { trashDays } from '@/lib/dashboards/limits'

type DeleteBoardDialogProps = {
  board: Pick<Dashboard, 'id' | 'name' | 'starter_for'>
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Asks before a board goes into the trash, leaves its page once it is there, and offers it back. */
export function DeleteBoardDialog({ board, open, onOpenChange }: DeleteBoardDialogProps) {
  const router = useRouter()
  const pathname = usePathname()
  const remove = useDeleteDashboard()
  const restore = useRestoreDashboard()
  const say = useToast()
  const bringBack = () => restore.mutateAsync(board.id).catch(({ message }: Error) => say({ title: message }))
  const confirm = async () => {
    if (remove.isPending) return
    await remove.mutateAsync({ id: board.id })
    onOpenChange(false)
    say({ title: `“${board.name}” is in the trash`, action: { label: 'Undo', onSelect: bringBack } })
    if (pathname !== '/dashboards') router.push('/dashboards')
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={`Delete “${board.name}”?`}
        description={[
          `It stays in the trash for ${trashDays} days, with its versions and links. The data it shows stays.`,
          board.starter_for ? `It was made from the table ${board.starter_for} and is not made again by itself.` : '',
        ].join(' ')}
      >
        {remove.isError ? <p className="text-[13px] text-destructive">{remove.error.message}</p> : null}
        <DialogFooter>
          <Button onClick={() => onOpenChange(false)}>Keep it</Button>
          <Button
            variant="destructive"
            onClick={() => confirm().catch(() => 'the dialog says so')}
            aria-disabled={remove.isPending}
          >
            Delete
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
