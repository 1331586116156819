'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { TableHead } from '@/components/ui/table'
import type { Sort } from '@/lib/dashboards/sort-rows'

type SortHeadProps = {
  column: string
  name: string
  numeric?: boolean
  sort: Sort | null
  onSort: (to: string) => void
}

/** The head of a column that sorts its table. */
export function SortHead({ column, name, numeric, sort, onSort }: SortHeadProps) {
  const own = sort?.column === column ? sort : null
  const Arrow = own?.descending ? ArrowDown : ArrowUp
  return (
    <TableHead numeric={numeric} aria-sort={own ? (own.descending ? 'descending' : 'ascending') : undefined}>
      <button
        type="button"
        className="inline-flex items-center gap-1 rounded hover:text-foreground"
        onClick={() => onSort(column)}
      >
        {name}
        {own ? <Arrow aria-hidden className="size-3" /> : null}
      </button>
    </TableHead>
  )
}
