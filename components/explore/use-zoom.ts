'use client'

import { useState } from 'react'
import { absoluteRange, type Span, type TimeRange } from '@/components/layout/time-range'
import { stretch } from './explore-step'
import type { Explore } from './use-explore'

export type Zoom = {
  to: (span: Span) => void
  closer: () => void
  wider: () => void
  back: () => void
  canGoBack: boolean
}

const least = 60_000

/** Ways into and out of the time range; each can be gone back on, and is in the address. */
export function useZoom({ range, setRange }: Pick<Explore, 'range' | 'setRange'>): Zoom {
  const [before, setBefore] = useState<TimeRange[]>([])
  const to = ({ from, to: end }: Span) => {
    const middle = (from + end) / 2
    const span = end - from < least ? { from: middle - least / 2, to: middle + least / 2 } : { from, to: end }
    const next = absoluteRange(new Date(span.from).toISOString(), new Date(span.to).toISOString())
    if (!next || next.name === range.name) return
    setBefore((list) => [...list.slice(-50), range])
    setRange(next)
  }
  const scale = (factor: number) => {
    const now = Date.now()
    to(stretch(range.resolve(now), factor, now))
  }
  return {
    to,
    closer: () => scale(0.5),
    wider: () => scale(2),
    back: () => {
      const last = before.at(-1)
      if (!last) return
      setBefore(before.slice(0, -1))
      setRange(last)
    },
    canGoBack: before.length > 0,
  }
}
