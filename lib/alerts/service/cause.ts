import 'server-only'
import { causeOf } from '@/lib/anomalies/explain-words'
import { explainAnomaly } from '@/lib/anomalies/service/explain'
import type { Context } from '@/lib/context/context'
import { withDeadline } from '@/lib/http/deadline'
import { listNotes } from '@/lib/notes/service'
import { getViolation } from '@/lib/quality/service/violations'
import { listSchemaChanges } from '@/lib/schemas/service/read'
import { shorten } from '../escape'
import type { AlertRow } from '../store/alerts'
import { findTableIds } from '../store/table-ids'
import { tellContributors } from './contributors'

const patienceMs = 2000
const backMs = 2 * 3_600_000
const minuteMs = 60_000

const idIn = (path: string) => /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(path)?.[0]
const said = (text: string) => shorten(text.replace(/\s+/g, ' ').trim(), 100)
const kinds = { deploy: 'Deploy', campaign: 'Campaign', incident: 'Incident', other: 'Noted' } as const

async function tellMetric(context: Context, { tableName, startedAt }: AlertRow): Promise<string | null> {
  const span = {
    from: new Date(startedAt.getTime() - backMs).toISOString(),
    to: new Date(startedAt.getTime() + 5 * minuteMs).toISOString(),
  }
  const about = tableName === null ? {} : { table: tableName }
  const tableIds = tableName === null ? [] : await findTableIds(context.db, tableName)
  const [{ notes }, changes, telling] = await Promise.all([
    listNotes(context, { ...span, ...about, limit: 20 }),
    tableName === null ? null : listSchemaChanges(context, { ...span, ...about, limit: 20 }),
    tableIds.length > 0 ? tellContributors(context, tableIds, startedAt) : null,
  ])
  const nearby = [
    ...notes.map(({ at, kind, text }) => ({ at, text: `${kinds[kind]}: “${said(text)}”,` })),
    ...(changes?.changes ?? []).map(({ at, words }) => ({ at, text: said(words) })),
  ]
  const startMs = startedAt.getTime()
  return causeOf({ startMs, stepMs: minuteMs, silentSource: null, root: null, telling, nearby })
}

async function tell(context: Context, row: AlertRow): Promise<string | null> {
  const id = idIn(row.path)
  if (row.kind === 'anomaly' && id) return (await explainAnomaly(context, id)).cause
  if (row.kind === 'violation' && id) return (await getViolation(context, id)).cause
  return tellMetric(context, row)
}

/** What probably caused an alert, in a sentence or two; null where nothing is known within two seconds. */
export async function findCause(context: Context, row: AlertRow): Promise<string | null> {
  try {
    return await withDeadline(tell(context, row), patienceMs)
  } catch (error) {
    context.log.debug({ err: error, alert: row.id }, 'no cause was found for an alert')
    return null
  }
}
