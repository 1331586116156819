'use client'

import { useMemo } from 'react'
import { readTimeRange } from '@/components/layout/time-range'
import { useSearch } from '@/components/layout/use-search'
import type { ShownRange } from '@/components/layout/use-time-range'
import type { ShareView } from '@/lib/shares/contract'
import { viewParams } from '@/lib/shares/window'

/** The time range that a link shows: its own, or what its viewer chose where it lets them. */
export function useSharedRange(view: ShareView | undefined, chosen: ShownRange): ShownRange {
  const { search } = useSearch()
  const { timeZone } = chosen
  const hasChosen = ['range', 'from', 'to'].some((name) => search.has(name))
  const own = useMemo(
    () => ({ ...readTimeRange(view ? viewParams(view) : new URLSearchParams(), '24h', timeZone), timeZone }),
    [view, timeZone],
  )
  return view?.free_range && hasChosen ? chosen : own
}
