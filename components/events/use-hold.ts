'use client'

import { useEffect, useState } from 'react'
import { useLive } from '@/components/layout/live-updates'

const awayPixels = 240

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select') !== null)

/**
 * Why a live list stands still: somebody paused it (or all of DataWatch), by button or by the key `p`, or has scrolled
 * away from its top, so that what is being read does not move.
 */
export function useHold() {
  const live = useLive()
  const [own, setOwn] = useState(false)
  const [away, setAway] = useState(false)
  const paused = own || live.state === 'paused'
  const { setPaused: setLivePaused } = live

  const setPaused = (next: boolean) => {
    setOwn(next)
    if (!next) setLivePaused(false)
  }

  useEffect(() => {
    const look = () => setAway(window.scrollY > awayPixels)
    look()
    window.addEventListener('scroll', look, { passive: true })
    return () => window.removeEventListener('scroll', look)
  }, [])

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'p' || event.metaKey || event.ctrlKey || event.altKey) return
      if (isTyping(event.target)) return
      setOwn(!paused)
      if (paused) setLivePaused(false)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [paused, setLivePaused])

  return { paused, away, setPaused }
}
