'use client'

import { useEffect } from 'react'
import { focusLine } from './focus-line'

/** Gives the current line the focus back where it went with a line that is gone. */
export function useKeptFocus(current: string | null) {
  useEffect(() => {
    const isLost = document.activeElement === document.body
    if (isLost) focusLine(current, { quietly: true })
  }, [current])
}
