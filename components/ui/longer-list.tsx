'use client'

import { useState } from 'react'
import { Button } from './button'

const first = 100
const most = 1000

/** How many lines of a list are asked for: a hundred, until somebody wants more. */
export function useListLimit() {
  const [limit, setLimit] = useState(first)
  return { limit, canGrow: limit < most, grow: () => setLimit((now) => Math.min(most, now + 2 * first)) }
}

type Props = {
  limit: ReturnType<typeof useListLimit>
  list: { data?: { next_cursor: string | null }; isFetching: boolean }
  label?: string
}

/** Asks for more of a list that goes on, at its end. */
export function LongerList({ limit, list, label = 'Show older ones' }: Props) {
  if (!list.data?.next_cursor || !limit.canGrow) return null
  return (
    <div className="border-t p-3 text-center">
      <Button onClick={limit.grow} aria-disabled={list.isFetching}>
        {label}
      </Button>
    </div>
  )
}
