'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

export type SearchPatch = Record<string, string | null | undefined>

/** The address's query and a way to change parts of it without asking the server for the page again. */
export function useSearch() {
  const search = useSearchParams()
  const pathname = usePathname()
  const change = useCallback(
    (patch: SearchPatch, { replace = false } = {}) => {
      const next = new URLSearchParams(window.location.search)
      for (const [name, value] of Object.entries(patch)) {
        if (value) next.set(name, value)
        else next.delete(name)
      }
      const url = next.size > 0 ? `${pathname}?${next}` : pathname
      if (replace) window.history.replaceState(null, '', url)
      else window.history.pushState(null, '', url)
    },
    [pathname],
  )
  return { search, change }
}
