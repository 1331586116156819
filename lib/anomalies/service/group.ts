import 'server-only'
import { dayMs } from '../grid'
import { groupIncidents } from '../incident'
import { hasUngrouped, listGroupable, setIncident } from '../store/incidents'
import type { Queryable } from '../store/samples'

const lookBackMs = 3 * dayMs

/** Gives each anomaly that has none yet its incident, and leaves those alone that have one. */
export async function groupAnomalies(tx: Queryable, now: Date) {
  if (!(await hasUngrouped(tx))) return
  const anomalies = await listGroupable(tx, new Date(now.getTime() - lookBackMs))
  const byIncident = new Map<string, string[]>()
  for (const [id, incidentId] of groupIncidents(anomalies)) {
    byIncident.set(incidentId, [...(byIncident.get(incidentId) ?? []), id])
  }
  for (const [incidentId, ids] of byIncident) await setIncident(tx, incidentId, ids)
}
