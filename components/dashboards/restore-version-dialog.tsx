'use client'

import { History } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toast'
import { useRestoreVersion } from '@/lib/dashboards/client'

type RestoreVersionDialogProps = { boardId: string; n: number; current: number; onRestored: (n: number) => void }

/** Asks before a board is made what it was; what it is now stays a version. */
export function RestoreVersionDialog({ boardId, n, current, onRestored }: RestoreVersionDialogProps) {
  const restore = useRestoreVersion(boardId)
  const say = useToast()
  const [open, setOpen] = useState(false)
  const confirm = async () => {
    if (restore.isPending) return
    const { version } = await restore.mutateAsync({ n, version: current })
    setOpen(false)
    say({ title: `Restored version ${n}`, detail: `The dashboard is at version ${version} now` })
    onRestored(version)
  }
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <History aria-hidden />
          Restore version {n}
        </Button>
      </DialogTrigger>
      <DialogContent
        title={`Restore version ${n}?`}
        description={`The dashboard becomes what it was then, for everybody, as a new version. Version ${current} stays in the history.`}
      >
        {restore.isError ? <p className="text-[13px] text-destructive">{restore.error.message}</p> : null}
        <DialogFooter>
          <Button onClick={() => setOpen(false)}>Cancel</Button>
          <Button
            variant="primary"
            onClick={() => confirm().catch(() => 'the dialog says so')}
            aria-disabled={restore.isPending}
          >
            Restore
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
