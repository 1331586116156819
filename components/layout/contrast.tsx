'use client'

import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { contrastCookie } from './contrast-cookie'
import { keepCookie } from './keep-cookie'

type Contrast = { high: boolean; setHigh: (high: boolean) => void }

const ContrastContext = createContext<Contrast>({ high: false, setHigh: () => {} })

/** Whether the reader chose high contrast, beside what the system asks for, and how to. */
export const useContrast = () => useContext(ContrastContext)

/** Keeps the choice in a cookie, so that the server draws it from the start. */
export function ContrastProvider({ initial, children }: { initial: boolean; children: ReactNode }) {
  const [high, setHigh] = useState(initial)
  const value = useMemo(
    () => ({
      high,
      setHigh: (next: boolean) => {
        if (next) keepCookie(contrastCookie, 'high')
        else keepCookie(contrastCookie, '', 0)
        if (next) document.documentElement.dataset.contrast = 'high'
        else delete document.documentElement.dataset.contrast
        setHigh(next)
      },
    }),
    [high],
  )
  return <ContrastContext value={value}>{children}</ContrastContext>
}
