import type { Alert } from '@/lib/alerts/incident-contract'

type Seen = Pick<Alert, 'id' | 'status' | 'hushed'>

/** Alerts that fire and were not there when last looked; nothing at the first look, at which nothing is new. */
export function newlyFiring<A extends Seen>(alerts: readonly A[], before: ReadonlySet<string> | null): A[] {
  if (before === null) return []
  return alerts.filter(({ id, status, hushed }) => status === 'firing' && hushed === null && !before.has(id))
}
