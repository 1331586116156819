'use client'

import { useRef } from 'react'

/** Functions that stay the same while what they do changes, so that lines are drawn again only where they change. */
export function useSteady<F extends Record<string, (...args: never[]) => unknown>>(functions: F): F {
  const newest = useRef(functions)
  newest.current = functions
  const steady = useRef<F>(null)
  steady.current ??= Object.fromEntries(
    Object.keys(functions).map((name) => [name, (...args: never[]) => newest.current[name]!(...args)]),
  ) as F
  return steady.current
}
