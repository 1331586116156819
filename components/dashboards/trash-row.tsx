'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Allowed } from '@/components/access/allowed'
import { formatAgo, formatDay } from '@/components/charts/format-time'
import { useRecently, useTimeZone } from '@/components/layout/clock'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'
import { useToast } from '@/components/ui/toast'
import { countWidgets } from '@/lib/dashboards/changes'
import { useDeleteDashboard, useRestoreDashboard } from '@/lib/dashboards/client'
import type { DashboardSummary } from '@/lib/dashboards/contract'
import { trashDays } from '@/lib/dashboards/limits'

const dayMs = 86_400_000

/** One deleted board: when it goes for good, the way back, and the end. */
export function TrashRow({ board }: { board: DashboardSummary }) {
  const now = useRecently()
  const timeZone = useTimeZone()
  const router = useRouter()
  const say = useToast()
  const restore = useRestoreDashboard()
  const remove = useDeleteDashboard()
  const [asking, setAsking] = useState(false)
  const deletedAt = board.deleted_at ?? board.updated_at
  const facts = [
    `Deleted ${formatAgo(deletedAt, now)}${board.deleted_by ? ` by ${board.deleted_by}` : ''}`,
    `gone on ${formatDay(Date.parse(deletedAt) + trashDays * dayMs, timeZone)}`,
    countWidgets(board.widgets_count),
  ]
  const failed = ({ message }: Error) => say({ title: message })
  const bringBack = () =>
    restore.mutateAsync(board.id).then(() => {
      const open = { label: 'Open', onSelect: () => router.push(`/dashboards/${board.id}`) }
      say({ title: `“${board.name}” is back`, action: open })
    }, failed)
  const end = () => remove.mutateAsync({ id: board.id, permanently: true }).catch(failed)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-56">
        <h2 className="truncate font-medium text-sm" title={board.name}>
          {board.name}
        </h2>
        <p className="text-muted-foreground text-xs">{facts.join(' · ')}</p>
      </div>
      <Allowed to="write">
        <div className="flex gap-2">
          <Button onClick={bringBack} aria-disabled={restore.isPending} aria-label={`Restore ${board.name}`}>
            Restore
          </Button>
          <Button variant="ghost" onClick={() => setAsking(true)} aria-label={`Delete for good: ${board.name}`}>
            Delete for good
          </Button>
        </div>
      </Allowed>
      <Dialog open={asking} onOpenChange={setAsking}>
        <DialogContent
          title={`Delete “${board.name}” for good?`}
          description="Its versions and links go with it, and nothing brings them back. The data it shows stays."
        >
          <DialogFooter>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
            <Button variant="destructive" onClick={end} aria-disabled={remove.isPending}>
              Delete for good
            </Button>
          </DialogFooter>
        </DialogContent>
      </Dialog>
    </li>
  )
}
