'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { ErrorState } from '@/components/ui/error-state'
import { SkeletonRows } from '@/components/ui/skeleton'
import type { Dashboard } from '@/lib/dashboards/contract'
import { shareListOptions } from '@/lib/shares/client'
import type { MadeShare } from '@/lib/shares/contract'
import { MadeLink } from './made-link'
import { ShareForm } from './share-form'
import { ShareLinks } from './share-links'

type ShareDialogProps = { board: Pick<Dashboard, 'id' | 'name'>; onClose: () => void }

/** Read-only links to a board: to make, to copy once, to look through and to end. */
export function ShareDialog({ board, onClose }: ShareDialogProps) {
  const query = useQuery(shareListOptions(board.id))
  const [made, setMade] = useState<MadeShare | null>(null)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={`Share “${board.name}”`}
        description="Whoever has a link sees this dashboard as it is now and follows it live, without signing in. Nothing else can be reached with it."
        className="sm:max-w-xl"
      >
        <div className="grid gap-5">
          {made ? (
            <MadeLink share={made} onAnother={() => setMade(null)} />
          ) : (
            <ShareForm boardId={board.id} onMade={setMade} />
          )}
          {query.isPending ? <SkeletonRows /> : null}
          {query.isError ? (
            <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
          ) : null}
          {query.data && query.data.count > 0 ? <ShareLinks boardId={board.id} shares={query.data.shares} /> : null}
        </div>
      </DialogContent>
    </Dialog>
  )
}
