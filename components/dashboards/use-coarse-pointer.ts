'use client'

import { useSyncExternalStore } from 'react'

const query = '(pointer: coarse)'

function follow(tell: () => void) {
  const list = matchMedia(query)
  list.addEventListener('change', tell)
  return () => list.removeEventListener('change', tell)
}

/** Whether the device is used with a finger. */
export const useCoarsePointer = () =>
  useSyncExternalStore(
    follow,
    () => matchMedia(query).matches,
    () => false,
  )
