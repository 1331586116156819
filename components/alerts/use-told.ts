'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'

const key = 'datawatch.alerts.notify'
const changed = 'datawatch:notify'

/** `unable`: the browser has none; `blocked`: it was told to refuse them. */
export type Told = 'unable' | 'blocked' | 'off' | 'on'

function read(): Told {
  if (typeof Notification === 'undefined' || !window.isSecureContext) return 'unable'
  if (Notification.permission === 'denied') return 'blocked'
  return Notification.permission === 'granted' && localStorage.getItem(key) === 'on' ? 'on' : 'off'
}

function subscribe(tell: () => void) {
  window.addEventListener('storage', tell)
  window.addEventListener(changed, tell)
  return () => {
    window.removeEventListener('storage', tell)
    window.removeEventListener(changed, tell)
  }
}

/** Whether this browser tells of new alerts, and how to have it do so; it is asked for when somebody wants it, never before. */
export function useTold() {
  const state = useSyncExternalStore<Told>(subscribe, read, () => 'off')
  const [isReady, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  const set = (on: boolean) => {
    localStorage.setItem(key, on ? 'on' : 'off')
    window.dispatchEvent(new Event(changed))
  }
  const turnOn = async () => set((await Notification.requestPermission()) === 'granted')
  return { state, isReady, turnOn, turnOff: () => set(false) }
}
