import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { api } from '@/lib/http/api'
import type { auditList } from './audit-contract'

/** What of the log is looked at. */
export type AuditSearch = { from?: string; to?: string; actor?: string; action?: string; target?: string; q?: string }

const pageLength = 50

/** What was done, the newest first, a page at a time. */
export const auditOptions = (search: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: ['audit', search] as const,
    queryFn: ({ pageParam, signal }) =>
      api<typeof auditList>('/audit', { query: { ...search, limit: pageLength, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  })

/** Where the browser saves the log from, with the filters that it is looked at with. */
export function auditFile(format: 'csv' | 'ndjson', search: AuditSearch): string {
  const query = new URLSearchParams({ format })
  for (const [name, value] of Object.entries(search)) if (value) query.set(name, value)
  return `/api/v1/datawatch/audit/export?${query}`
}
