'use client'

import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from 'react'
import { keepCookie } from './keep-cookie'
import { timeZoneCookie } from './time-zone'

/** What the server thought when it drew the page, so that the browser's first drawing is the same. */
type ServerClock = { now: number; timeZone: string }

const ServerClockContext = createContext<ServerClock>({ now: 0, timeZone: 'UTC' })

const minute = 60_000
const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'
const never = () => () => {}

function every(ms: number) {
  return (tell: () => void) => {
    let timer: ReturnType<typeof setTimeout>
    const wait = () => {
      timer = setTimeout(
        () => {
          tell()
          wait()
        },
        ms - (Date.now() % ms),
      )
    }
    wait()
    return () => clearTimeout(timer)
  }
}
const everyMinute = every(minute)
const everyTenSeconds = every(10_000)

type ClockProviderProps = ServerClock & { children: ReactNode }

/** Makes the reader's time zone known to the pages below, and to the server from the next request on. */
export function ClockProvider({ now, timeZone, children }: ClockProviderProps) {
  useEffect(() => {
    const zone = browserZone()
    if (zone === timeZone) return
    keepCookie(timeZoneCookie, encodeURIComponent(zone))
  }, [timeZone])
  return <ServerClockContext value={{ now, timeZone }}>{children}</ServerClockContext>
}

/** The reader's IANA time zone. */
export function useTimeZone(): string {
  const { timeZone } = useContext(ServerClockContext)
  return useSyncExternalStore(never, browserZone, () => timeZone)
}

/** The start of the current minute, in milliseconds; changes when the next one begins. */
export function useMinute(): number {
  const { now } = useContext(ServerClockContext)
  const floor = (at: number) => Math.floor(at / minute) * minute
  return useSyncExternalStore(
    everyMinute,
    () => floor(Date.now()),
    () => floor(now),
  )
}

/** The time to the nearest ten seconds, for "5 min ago". */
export function useRecently(): number {
  const { now } = useContext(ServerClockContext)
  const floor = (at: number) => Math.floor(at / 10_000) * 10_000
  return useSyncExternalStore(
    everyTenSeconds,
    () => floor(Date.now()),
    () => floor(now),
  )
}
