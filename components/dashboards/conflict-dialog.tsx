'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { dashboardKeys, useCreateDashboard } from '@/lib/dashboards/client'
import { type Draft, toBody } from '@/lib/dashboards/draft'

type ConflictDialogProps = {
  open: boolean
  boardId: string
  draft: Draft
  onClose: () => void
  onOverwrite: () => void
  onDiscard: () => void
}

/** Somebody else saved first: both versions are still there, and the reader says which is to stay. */
export function ConflictDialog({ open, boardId, draft, onClose, onOverwrite, onDiscard }: ConflictDialogProps) {
  const client = useQueryClient()
  const router = useRouter()
  const create = useCreateDashboard()
  const copy = () => {
    const body = toBody({ ...draft, name: `${draft.name.slice(0, 180)} (my version)` })
    create.mutate(body, { onSuccess: (made) => router.push(`/dashboards/${made.id}`) })
  }
  const takeTheirs = async () => {
    await client.invalidateQueries({ queryKey: dashboardKeys.detail(boardId) })
    onDiscard()
  }
  return (
    <Dialog open={open} onOpenChange={(next) => !next && onClose()}>
      <DialogContent
        title="Somebody else saved this dashboard"
        description="It changed while you were editing. Nothing of yours is lost yet."
        className="sm:max-w-lg"
      >
        {create.isError ? <p className="text-[13px] text-destructive">{create.error.message}</p> : null}
        <DialogFooter>
          <Button variant="ghost" onClick={takeTheirs}>
            Take theirs
          </Button>
          <Button onClick={onOverwrite}>Overwrite with mine</Button>
          <Button variant="primary" onClick={copy} aria-disabled={create.isPending}>
            Save mine as a copy
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
