import type { Anomaly } from '@/lib/anomalies/contract'

/** What tells that anomalies belong together: the incident they are of, else those at the same time in the same table. */
export type Related = Pick<Anomaly, 'id' | 'related' | 'score'> & { incident_id?: string | null }

/** Anomalies of one incident, the most surprising first; `id` is of that one. */
export type Incident<A extends Related> = { id: string; anomalies: A[] }

/** Every anomaly in one incident; incidents stand where the first of their anomalies stood. */
export function groupIncidents<A extends Related>(anomalies: readonly A[]): Incident<A>[] {
  const parents = new Map<string, string>()
  const rootOf = (key: string): string => {
    const parent = parents.get(key) ?? key
    return parent === key ? key : rootOf(parent)
  }
  const join = (one: string, other: string) => parents.set(rootOf(other), rootOf(one))
  const shown = new Set(anomalies.map(({ id }) => id))
  for (const { id, related, incident_id } of anomalies) {
    if (incident_id) join(`incident ${incident_id}`, id)
    else if (incident_id === undefined) for (const other of related) if (shown.has(other)) join(id, other)
  }
  const groups = new Map<string, A[]>()
  for (const anomaly of anomalies) {
    const root = rootOf(anomaly.id)
    const group = groups.get(root)
    if (group) group.push(anomaly)
    else groups.set(root, [anomaly])
  }
  return [...groups.values()].map((group) => {
    const sorted = group.toSorted((a, b) => b.score - a.score)
    return { id: sorted[0]!.id, anomalies: sorted }
  })
}

/** A line of the inbox: an anomaly, and the ids of all that it stands for while its incident is folded. */
export type InboxRow<A extends Related> = {
  id: string
  anomaly: A
  ids: string[]
  size: number
  part: 'alone' | 'folded' | 'unfolded' | 'member'
}

/** The lines in which incidents are shown, those of `unfolded` with one for each of their anomalies. */
export function layRows<A extends Related>(incidents: Incident<A>[], unfolded: ReadonlySet<string>): InboxRow<A>[] {
  return incidents.flatMap(({ anomalies }): InboxRow<A>[] => {
    const [lead, ...others] = anomalies
    if (!lead) return []
    const size = anomalies.length
    const row = (anomaly: A, part: InboxRow<A>['part']) => ({ id: anomaly.id, anomaly, ids: [anomaly.id], size, part })
    if (others.length === 0) return [row(lead, 'alone')]
    if (!anomalies.some(({ id }) => unfolded.has(id)))
      return [{ ...row(lead, 'folded'), ids: anomalies.map(({ id }) => id) }]
    return [row(lead, 'unfolded'), ...others.map((one) => row(one, 'member'))]
  })
}
