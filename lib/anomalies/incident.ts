import { hourMs } from './grid'

/** An anomaly as far as grouping is concerned; `stepMs` is how wide its buckets are, null if unknown. */
export type Groupable = {
  id: string
  seriesKey: string
  tableName: string
  startMs: number
  endMs: number | null
  stepMs: number | null
  incidentId: string | null
}

const nearMs = 15 * 60_000
const longestMs = 6 * hourMs

type Incident = { id: string; startMs: number; stepMs: number; members: Groupable[] }

const endOf = ({ startMs, endMs }: Groupable) => Math.min(endMs ?? Number.POSITIVE_INFINITY, startMs + longestMs)

/** How far two starts lie apart, as far as their buckets tell: three of five minutes, or one of the wider. */
const isNear = (one: Groupable, incident: Incident) =>
  Math.abs(one.startMs - incident.startMs) <= Math.max(nearMs, one.stepMs ?? 0, incident.stepMs)

function belongs(one: Groupable, incident: Incident): boolean {
  if (isNear(one, incident)) return true
  if (Math.abs(one.startMs - incident.startMs) > longestMs) return false
  return incident.members.some(
    (other) => other.tableName === one.tableName && other.startMs < endOf(one) && one.startMs < endOf(other),
  )
}

function join(incident: Incident, one: Groupable) {
  if (one.startMs < incident.startMs) Object.assign(incident, { startMs: one.startMs, stepMs: one.stepMs ?? 0 })
  incident.members.push(one)
}

/**
 * The incident of each anomaly that has none yet, by id: that of anomalies of its table at the same time, or of any table that
 * began within a few buckets; else a new one under its own id. What is grouped stays so, and what order the anomalies come in
 * makes no difference.
 */
export function groupIncidents(anomalies: readonly Groupable[]): Map<string, string> {
  const order = (a: Groupable, b: Groupable) =>
    a.startMs - b.startMs || (a.seriesKey < b.seriesKey ? -1 : a.seriesKey > b.seriesKey ? 1 : a.id < b.id ? -1 : 1)
  const incidents = new Map<string, Incident>()
  const found = (id: string, one: Groupable) => {
    const incident = incidents.get(id)
    if (incident) join(incident, one)
    else incidents.set(id, { id, startMs: one.startMs, stepMs: one.stepMs ?? 0, members: [one] })
  }
  const sorted = [...anomalies].sort(order)
  for (const one of sorted) if (one.incidentId !== null) found(one.incidentId, one)
  const grouped = new Map<string, string>()
  for (const one of sorted) {
    if (one.incidentId !== null) continue
    const distance = (incident: Incident) => Math.abs(incident.startMs - one.startMs)
    const [nearest] = [...incidents.values()]
      .filter((incident) => belongs(one, incident))
      .sort((a, b) => distance(a) - distance(b) || a.startMs - b.startMs || (a.id < b.id ? -1 : 1))
    const id = nearest?.id ?? one.id
    found(id, one)
    grouped.set(one.id, id)
  }
  return grouped
}

/** Who of an incident may be its root: all events of a table before parts of them, the earlier and the more surprising first. */
export type Member = { rank: number; startMs: number; score: number; seriesKey: string }

const sameStartMs = 60_000

export function byLikelihood(a: Member, b: Member): number {
  const earlier = Math.round((a.startMs - b.startMs) / sameStartMs)
  return a.rank - b.rank || earlier || b.score - a.score || (a.seriesKey < b.seriesKey ? -1 : 1)
}
