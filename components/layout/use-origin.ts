'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Where the reader reached DataWatch, for commands to copy. */
export const useOrigin = () =>
  useSyncExternalStore(
    never,
    () => window.location.origin,
    () => 'http://localhost:3002',
  )
