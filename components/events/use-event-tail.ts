'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useReducer, useRef, useState } from 'react'
import { type EventSearch, eventTailOptions } from '@/lib/events/client'
import type { StoredEvent } from '@/lib/events/contract'
import { followEvents, type StreamState } from './event-source'
import { emptyTail, listBound, newestUid, nextTail } from './tail-state'

/** The newest events of a search: those that there are, then each as it comes, drawn at most once a frame. */
export function useEventTail(search: EventSearch, held: boolean) {
  const [tail, dispatch] = useReducer(nextTail, emptyTail)
  const [state, setState] = useState<StreamState>('connecting')
  const list = useQuery(eventTailOptions(search))
  const { data, refetch } = list
  const last = useRef<string>(undefined)
  const wanted = JSON.stringify(search)
  const ready = data !== undefined

  useEffect(() => {
    if (!data) return
    last.current ??= newestUid(data.events)
    dispatch({ kind: 'base', events: data.events })
  }, [data])

  useEffect(() => dispatch({ kind: 'hold', held }), [held])

  useEffect(() => {
    if (!ready || (JSON.parse(wanted) as EventSearch).to) return
    let arrived: StoredEvent[] = []
    let frame = 0
    const draw = () => {
      frame = 0
      dispatch({ kind: 'arrived', events: arrived })
      arrived = []
    }
    const leave = followEvents(JSON.parse(wanted) as EventSearch, last.current, {
      onState: (next) => {
        setState(next)
        if (next === 'live' && last.current === undefined) void refetch()
      },
      onEvent: (event) => {
        arrived.push(event)
        if (arrived.length > 2 * listBound) arrived = arrived.slice(-listBound)
        frame ||= requestAnimationFrame(draw)
      },
      onSkipped: (count) => dispatch({ kind: 'skipped', count }),
    })
    return () => {
      cancelAnimationFrame(frame)
      leave()
    }
  }, [ready, wanted, refetch])

  return { tail, state, list }
}
