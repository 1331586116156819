'use client'

import { useState } from 'react'
import { Button } from './button'
import { firstLimit, mostLimit } from './list-limit'

/** How many lines of a list are asked for: a hundred, until somebody wants more. */
export function useListLimit() {
  const [limit, setLimit] = useState(firstLimit)
  return { limit, canGrow: limit < mostLimit, grow: () => setLimit((now) => Math.min(mostLimit, now + 2 * firstLimit)) }
}

type Props = {
  length: ReturnType<typeof useListLimit>
  list: { data?: { next_cursor: string | null }; isFetching: boolean }
  label?: string
}

/** Asks for more of a list that goes on, at its end. */
export function LongerList({ length, list, label = 'Show older ones' }: Props) {
  if (!list.data?.next_cursor || !length.canGrow) return null
  return (
    <div className="border-t p-3 text-center">
      <Button onClick={length.grow} aria-disabled={list.isFetching}>
        {label}
      </Button>
    </div>
  )
}
