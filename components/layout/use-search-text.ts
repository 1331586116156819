'use client'

import { type ChangeEvent, useEffect, useState } from 'react'
import { useDebounced } from '@/components/ui/use-debounced'
import { useSearch } from './use-search'

/** What is typed to search for, which is `q` of the address a moment later; at once when the field is left, or it would hold up where one goes. */
export function useSearchText() {
  const { search, change } = useSearch()
  const inAddress = search.get('q') ?? ''
  const [value, setValue] = useState(inAddress)
  const settled = useDebounced(value)
  const settle = (text: string) => {
    if (text !== (new URLSearchParams(window.location.search).get('q') ?? '')) change({ q: text }, { replace: true })
  }
  useEffect(() => settle(settled), [settled])
  useEffect(() => setValue(inAddress), [inAddress])
  return {
    value,
    onChange: (event: ChangeEvent<HTMLInputElement>) => setValue(event.target.value),
    onBlur: () => settle(value),
  }
}
