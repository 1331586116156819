'use client'

import { useState } from 'react'
import { nextSort, type Sort } from '@/lib/dashboards/sort-rows'

/** How a table is sorted: as its widget says, until the reader clicks. */
export function useSort(own: Sort | undefined): [Sort | null, (column: string) => void] {
  const [chosen, setChosen] = useState<{ sort: Sort | null } | null>(null)
  const sort = chosen ? chosen.sort : (own ?? null)
  return [sort, (column) => setChosen({ sort: nextSort(sort, column) })]
}
