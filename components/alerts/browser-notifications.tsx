'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { alertListOptions } from '@/lib/alerts/client'
import { valueText } from './alert-words'
import { newlyFiring } from './told-alerts'
import { useTold } from './use-told'

const most = 3
const newest = { status: 'firing', include_hushed: false, limit: 20 } as const

/** Tells of each new alert through the browser, on whatever page one is, where that was asked for. */
export function BrowserNotifications() {
  const isOn = useTold().state === 'on'
  const router = useRouter()
  const { data } = useQuery({ ...alertListOptions(newest), enabled: isOn, refetchIntervalInBackground: true })
  const before = useRef<Set<string>>(null)
  useEffect(() => {
    if (!data) return
    const found = newlyFiring(data.alerts, before.current)
    before.current = new Set([...(before.current ?? []), ...data.alerts.map(({ id }) => id)])
    for (const alert of found.slice(0, most)) {
      const more = found.length > most ? ` (and ${found.length - 1} more)` : ''
      const shown = new Notification(`${alert.severity}: ${alert.title}${more}`, {
        body: valueText(alert) || alert.message,
        tag: alert.id,
      })
      shown.onclick = () => {
        window.focus()
        router.push(`/alerts/${alert.id}`)
      }
      if (more) break
    }
  }, [data, router])
  return null
}
