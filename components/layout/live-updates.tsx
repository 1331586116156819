'use client'

import { useQueryClient } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { isEntrance, isPublicPage } from '@/lib/access/entrance-path'

import { everything } from './change'
import { useMinute } from './clock'
import { followChanges, type LiveState } from './live-source'
import { createRefresher } from './refresher'

type Live = { state: LiveState; setPaused: (paused: boolean) => void }

const LiveContext = createContext<Live>({ state: 'connecting', setPaused: () => {} })

/** Whether the page follows the server, and how to hold it still. */
export const useLive = () => useContext(LiveContext)

/** One stream a page: while it is seen and not paused, what it shows is as new as what the server has. */
export function LiveUpdates({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const pathname = usePathname()
  const isOutside = isEntrance(pathname) || isPublicPage(pathname)
  const [paused, setPaused] = useState(false)
  const [state, setState] = useState<LiveState>('connecting')
  const refresher = useRef<ReturnType<typeof createRefresher>>(null)
  const minute = useMinute()
  const drawnAt = useRef(minute)

  useEffect(() => {
    if (isOutside) return
    if (paused) return setState('paused')
    const own = createRefresher(client)
    refresher.current = own
    const leave = followChanges({
      onState: setState,
      onChange: own.tell,
      onFirst: () => own.tell({ tables: [], topics: ['dashboards'] }),
      onBehind: () => own.tell(everything),
    })
    return () => {
      leave()
      own.stop()
      refresher.current = null
    }
  }, [client, paused, isOutside])

  useEffect(() => {
    if (drawnAt.current === minute) return
    drawnAt.current = minute
    if (document.visibilityState === 'visible') refresher.current?.tell({ tables: ['*'], topics: [] })
  }, [minute])

  const value = useMemo(() => ({ state, setPaused }), [state])
  return <LiveContext value={value}>{children}</LiveContext>
}
