'use client'

import { useEffect, useRef, useState } from 'react'
import { type InboxAction, type Line, nothingSelected, reduceInbox } from './inbox-state'

/** Which of these lines is current and which are selected; what is gone is neither. */
export function useLines<L extends Line>(rows: readonly L[]) {
  const [state, setState] = useState(nothingSelected)
  const before = useRef(rows)
  useEffect(() => {
    const old = before.current
    before.current = rows
    if (old !== rows) setState((now) => reduceInbox(rows, now, { do: 'keep', before: old }))
  }, [rows])
  return { rows, state, act: (action: InboxAction) => setState((now) => reduceInbox(rows, now, action)) }
}
export type Lines<L extends Line = Line> = ReturnType<typeof useLines<L>>
