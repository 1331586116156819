'use client'

import { CloudCheck, TriangleAlert } from 'lucide-react'
import { formatWhen } from '@/components/charts/format-time'
import { useRecently, useTimeZone } from '@/components/layout/clock'
import type { Kept } from './use-draft-keeper'

/** Says whether this browser has what was not saved yet. */
export function DraftState({ kept }: { kept: Kept }) {
  const now = useRecently()
  const timeZone = useTimeZone()
  if (kept.state === 'failed') {
    return (
      <p role="alert" className="flex items-center gap-1.5 text-warning text-xs">
        <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
        No draft kept: this browser has no room
      </p>
    )
  }
  return (
    <p role="status" className="flex items-center gap-1.5 text-muted-foreground text-xs">
      {kept.state === 'kept' ? (
        <>
          <CloudCheck aria-hidden className="size-3.5 shrink-0" />
          Draft kept {formatWhen(kept.at, now, timeZone)}
        </>
      ) : null}
    </p>
  )
}
