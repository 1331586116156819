'use client'

import { useCallback, useMemo, useRef, useState } from 'react'
import { noTrail, rangeOf, shiftSpan, stepBack, stepForward, stepOn } from './move-range'
import type { Span, TimeRange } from './time-range'

/** Ways through time ranges: into one, beside it, out of it, back and forward. Each is a step of the address, too. */
export function useRangeTrail(range: TimeRange, setRange: (range: TimeRange) => void) {
  const [trail, setTrail] = useState(noTrail)
  const latest = useRef({ range, setRange })
  latest.current = { range, setRange }
  const to = useCallback((next: TimeRange | null) => {
    const { range: present, setRange: set } = latest.current
    if (!next || next.name === present.name) return
    setTrail((was) => stepOn(was, present))
    set(next)
  }, [])
  const zoom = useCallback((span: Span) => to(rangeOf(span)), [to])
  const shift = (direction: -1 | 1) => {
    const now = Date.now()
    zoom(shiftSpan(range.resolve(now), direction, now))
  }
  const widen = () => {
    const { from, to: end } = range.resolve(Date.now())
    const limit = Math.max(end, Date.now())
    const wide = Math.min(limit, end + (end - from) / 2)
    zoom({ from: wide - 2 * (end - from), to: wide })
  }
  const go = (list: readonly TimeRange[], how: typeof stepBack) => {
    const next = list.at(-1)
    if (!next) return
    setTrail((was) => how(was, range))
    setRange(next)
  }
  return {
    ...useMemo(() => ({ to, zoom }), [to, zoom]),
    ...{ shift, widen },
    back: trail.past.length > 0 ? () => go(trail.past, stepBack) : undefined,
    forward: trail.future.length > 0 ? () => go(trail.future, stepForward) : undefined,
  }
}

export type RangeTrail = ReturnType<typeof useRangeTrail>
