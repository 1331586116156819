'use client'

import { ChevronLeft, ChevronRight, History, Maximize, Pencil, Printer, RotateCw, Share2, ZoomOut } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type Command, useCommands } from '@/components/commands/commands'
import { presets, relativeRange } from '@/components/layout/time-range'
import type { RangeTrail } from '@/components/layout/use-range-trail'
import { useRefreshNow } from '@/components/layout/use-refresh'
import type { useFullScreen } from './use-full-screen'

type BoardCommands = {
  id: string
  trail: RangeTrail
  screen: ReturnType<typeof useFullScreen>
  /** While it is edited, its editor has keys of its own. */
  isResting: boolean
  /** Nothing for those who may not. */
  onEdit: (() => void) | undefined
  onShare: (() => void) | undefined
}

/** What can be done with a board that is looked at, by keys and from the palette. */
export function useBoardCommands({ id, trail, screen, isResting, onEdit, onShare }: BoardCommands) {
  const router = useRouter()
  const refresh = useRefreshNow()
  const ranges = presets.map(
    ({ value, label }): Command => ({ name: label, run: () => trail.to(relativeRange(value)) }),
  )
  useCommands({
    title: 'This dashboard',
    commands: isResting
      ? []
      : [
          ...(onEdit ? [{ name: 'Edit', icon: Pencil, keys: ['E'], run: onEdit }] : []),
          screen.isOn
            ? { name: 'Leave full screen', icon: Maximize, keys: ['F', 'Escape'], run: screen.leave }
            : { name: 'Full screen', icon: Maximize, keys: ['F'], run: screen.enter },
          { name: 'Refresh', icon: RotateCw, keys: ['R'], run: () => void refresh() },
          ...(onShare ? [{ name: 'Share', icon: Share2, keys: ['S'], run: onShare }] : []),
          { name: 'History', icon: History, keys: ['H'], run: () => router.push(`/dashboards/${id}/history`) },
          { name: 'Print', icon: Printer, run: () => window.print() },
          { name: 'Earlier', icon: ChevronLeft, keys: ['['], run: () => trail.shift(-1) },
          { name: 'Later', icon: ChevronRight, keys: [']'], run: () => trail.shift(1) },
          { name: 'Zoom out', icon: ZoomOut, keys: ['-'], run: trail.widen },
        ],
  })
  useCommands({ title: 'Time range', commands: isResting ? [] : ranges })
}
