'use client'

import { useCallback, useEffect } from 'react'
import { readFullScreen } from '@/components/layout/full-screen'
import { useSearch } from '@/components/layout/use-search'

/** Whether a board or one of its widgets has the whole screen, and ways in and out; in the address, so that a screen on a wall can open it. */
export function useFullScreen() {
  const { search, change } = useSearch()
  const { board, widget } = readFullScreen(search)
  const isOn = board || widget !== null
  const leave = useCallback(() => {
    change({ full: null, widget: null })
    if (document.fullscreenElement) void document.exitFullscreen()
  }, [change])
  const fill = () => void document.documentElement.requestFullscreen?.().catch(() => {})
  const enter = () => {
    change({ full: '1' })
    fill()
  }
  const enlarge = useCallback((id: string) => change({ widget: id }), [change])
  useEffect(() => {
    if (!isOn) return
    const look = () => document.fullscreenElement || leave()
    document.addEventListener('fullscreenchange', look)
    return () => document.removeEventListener('fullscreenchange', look)
  }, [isOn, leave])
  return { board, widget, isOn, enter, enlarge, leave }
}
