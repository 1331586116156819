'use client'

import { useMemo, useState } from 'react'
import type { Widget } from '@/lib/dashboards/contract'

const none: ReadonlySet<string> = new Set()

/** The widgets that are chosen together; those that are gone are no more among them. */
export function useMarked(widgets: readonly Widget[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(none)
  const marked = useMemo(() => {
    const there = widgets.filter(({ id }) => ids.has(id))
    return there.length === ids.size ? ids : new Set(there.map(({ id }) => id))
  }, [ids, widgets])
  return {
    marked,
    toggle: (id: string) =>
      setIds((was) => {
        const next = new Set(was)
        if (!next.delete(id)) next.add(id)
        return next
      }),
    mark: (chosen: Iterable<string>) => setIds(new Set(chosen)),
    clear: () => setIds(none),
  }
}

export type Marking = ReturnType<typeof useMarked>
