'use client'

import { useEffect, useState } from 'react'

/** `value` once it has stood still for `ms`. */
export function useDebounced<V>(value: V, ms = 200): V {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}
