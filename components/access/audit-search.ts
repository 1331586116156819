import type { TimeRange } from '@/components/layout/time-range'
import type { AuditSearch } from '@/lib/access/audit-client'

/** What the log shows where the address says nothing. */
export const auditRange = '30d'

/** Reads `?actor=&action=&q=` and the time range; the end of a range that goes on with the clock is left open. */
export function readAuditSearch(
  search: { get(name: string): string | null },
  range: TimeRange,
  now: number,
): AuditSearch {
  const { from, to } = range.resolve(now)
  const given = (name: string) => search.get(name)?.slice(0, 200) || undefined
  const found = {
    from: new Date(from).toISOString(),
    to: range.relative && to >= now ? undefined : new Date(to).toISOString(),
    actor: given('actor'),
    action: given('action'),
    q: given('q'),
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}
