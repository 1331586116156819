'use client'

import { useMinute } from '@/components/layout/clock'
import type { ShownRange } from '@/components/layout/use-time-range'
import { NotesCard } from '@/components/notes/notes-card'

const hour = 3_600_000

/** What was noted about a table in the time range shown, to whole hours. */
export function MetricNotes({ table, range }: { table: string; range: ShownRange }) {
  const minute = useMinute()
  const { from, to } = range.resolve(minute)
  const search = {
    from: new Date(Math.floor(from / hour) * hour).toISOString(),
    to: new Date(Math.ceil((to + 1) / hour) * hour).toISOString(),
  }
  return <NotesCard table={table} at={new Date(Math.min(to, minute)).toISOString()} search={search} />
}
