import 'server-only'
import type { Context } from '@/lib/context/context'
import { spanWords } from '../explain-words'
import type { Incident } from '../explanation-contract'
import { byLikelihood } from '../incident'
import type { AnomalyRow } from '../store/anomalies'
import { countEvents } from '../store/breakdown'
import { listIncidentRows } from '../store/incidents'
import { listEventSeries, listSources, type Queryable } from '../store/samples'
import type { Rejudged } from './rejudge'

const eventMetrics = /_(events|inserts|updates|deletes)_total$/
const passRates = /^dq_.*_pass_rate$/

function rankOf({ metricName }: AnomalyRow): number {
  if (passRates.test(metricName)) return 3
  if (metricName.endsWith('_events_total')) return 0
  return eventMetrics.test(metricName) ? 1 : 2
}

/** The source of an anomaly's table, where none of its tables sent anything meanwhile although one of several missed events. */
async function findSilentSource(db: Queryable, rows: AnomalyRow[], judged: Rejudged | null): Promise<string | null> {
  if (!judged || !rows.some(({ type }) => type === 'missing')) return null
  const sources = await listSources(db)
  const own = sources.find(({ tableId }) => judged.target.tableIds.includes(tableId))
  const tables = sources.filter(({ source }) => source === own?.source).map(({ tableId }) => tableId)
  if (!own || tables.length < 2) return null
  const window = { fromMs: judged.peakMs, toMs: judged.peakMs + judged.stepMs }
  const [count] = await countEvents(db, [window], await listEventSeries(db, tables))
  return count === 0 ? own.source.replace(/^\/|\/$/g, '') || 'the source' : null
}

function incidentWords(rows: AnomalyRow[], silentSource: string | null): string {
  const tables = new Set(rows.map(({ tableName }) => tableName))
  if (silentSource !== null) return `Nothing came from ${silentSource} at all`
  if (rows.length === 1) return 'Nothing else was unusual at the time'
  const starts = rows.map(({ startedAt }) => startedAt.getTime())
  const apart = Math.max(...starts) - Math.min(...starts)
  const when = apart < 60_000 ? 'that began at the same time' : `that began within ${spanWords(apart)}`
  return `${rows.length} anomalies of ${tables.size === 1 ? [...tables][0] : `${tables.size} tables`} ${when}`
}

/** What an anomaly is part of, the likely root first. */
export async function readIncident({ db }: Context, row: AnomalyRow, judged: Rejudged | null): Promise<Incident> {
  const found = await listIncidentRows(db, row.incidentId ?? row.id)
  const rows = found.some(({ id }) => id === row.id) ? found : [row, ...found]
  const rank = (one: AnomalyRow) => ({
    rank: rankOf(one),
    startMs: one.startedAt.getTime(),
    score: one.score,
    seriesKey: one.seriesKey,
  })
  rows.sort((a, b) => byLikelihood(rank(a), rank(b)))
  const silent_source = await findSilentSource(db, rows, judged)
  const members = rows.map((one, index) => ({
    id: one.id,
    metric_name: one.metricName,
    labels: one.labels,
    table: one.tableName,
    type: one.type,
    severity: one.severity,
    description: one.description,
    started_at: one.startedAt.toISOString(),
    ended_at: one.endedAt?.toISOString() ?? null,
    is_root: index === 0,
  }))
  return { id: row.incidentId ?? row.id, words: incidentWords(rows, silent_source), silent_source, members }
}
