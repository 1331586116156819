import 'server-only'
import type { Context } from '@/lib/context/context'
import { listNotes } from '@/lib/notes/service'
import { settle } from '@/lib/schemas/service/read'
import { causeOf, oneIn, voteWords } from '../explain-words'
import type { Contributions, Explanation, Incident, SchemaChange } from '../explanation-contract'
import { hourMs } from '../grid'
import { rarityOf } from '../rarity'
import { type AnomalyRow, findAnomalyRow } from '../store/anomalies'
import { listSchemaChanges, type SchemaChangeRow } from '../store/incidents'
import { carries, contribute } from './contribute'
import { readIncident } from './incident'
import { checkId, noAnomaly } from './read'
import { type Rejudged, rejudge } from './rejudge'

const nearbyMs = 12 * hourMs

function nothingToTake({ startedAt, endedAt }: AnomalyRow): Contributions {
  const reason = 'Its metric is judged no longer, so that what carried it cannot be told'
  const span = { from: startedAt.toISOString(), to: (endedAt ?? startedAt).toISOString() }
  const nothing = { usual: null, actual: null, difference: null, dimensions: [], basis: null, like_days: 0 }
  return { words: reason, reason, ...span, ...nothing }
}

function presentChange({ kind, at, table, command, uid, change }: SchemaChangeRow): SchemaChange {
  const words = {
    schema: command,
    ddl: command === '' ? `The schema of ${table} was changed` : command,
    truncate: `${table} was emptied (TRUNCATE)`,
    new_table: `${table} was heard of for the first time`,
  }
  return { kind, at, table, words: words[kind], event: uid, change }
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const said = (text: string) => (text.length > 80 ? `${text.slice(0, 79)}…` : text).replaceAll(/\s+/g, ' ')

function subjectOf(member: Incident['members'][number]): string {
  const own = Object.entries(member.labels).filter(([name]) => name !== 'table' && name !== 'schema')
  return [member.metric_name, ...own.map(([name, value]) => `${name}=${value}`)].join(' · ')
}

function rootOf({ members }: Incident, id: string) {
  const [root] = members
  if (!root || root.id === id) return null
  return { subject: subjectOf(root), type: root.type, startMs: Date.parse(root.started_at) }
}

async function readNearby(context: Context, row: AnomalyRow, judged: Rejudged | null) {
  const from = new Date(row.startedAt.getTime() - nearbyMs)
  const to = new Date((row.endedAt ?? context.now).getTime() + hourMs)
  const about = { from: from.toISOString(), to: to.toISOString(), table: row.tableName }
  const { notes } = await listNotes(context, { ...about, limit: 50 })
  const tableIds = judged?.target.tableIds ?? []
  await settle()
  const changes = await listSchemaChanges(context.db, { tableIds, from, to })
  return { notes, schema_changes: changes.map(presentChange) }
}

/**
 * Why an anomaly is one, how rare that is, which categories carry it and what else happened: told anew from rollups and raw
 * events each time, at a bounded cost. Throws `not_found`.
 */
export async function explainAnomaly(context: Context, id: string): Promise<Explanation> {
  checkId(id)
  const row = await findAnomalyRow(context.db, id)
  if (!row) throw noAnomaly(id)
  const judged = await rejudge(context, row)
  const contributions = judged ? await contribute(context, row, judged) : nothingToTake(row)
  const incident = await readIncident(context, row, judged)
  const { notes, schema_changes } = await readNearby(context, row, judged)
  const telling = contributions.dimensions.some(carries) ? contributions.words : null
  const nearby = [
    ...notes.map(({ at, kind, text }) => ({
      at,
      text: `${kind === 'other' ? 'Noted' : capital(kind)}: “${said(text)}”,`,
    })),
    ...schema_changes.map(({ kind, at, words }) => ({
      at,
      text: kind === 'schema' ? said(words) : `Schema: “${said(words)}”,`,
    })),
  ]
  const startMs = row.startedAt.getTime()
  const root = rootOf(incident, id)
  const cause = causeOf({
    startMs,
    stepMs: (row.stepSeconds ?? 300) * 1000,
    silentSource: incident.silent_source,
    root,
    telling,
    nearby,
  })
  const history = judged?.history ?? { peak: 0, peaks: [], daysKnown: 0 }
  return {
    anomaly_id: id,
    sentence: [`${row.description}.`, cause].filter(Boolean).join(' '),
    cause,
    expected: { value: row.expectedValue, min: row.expectedMin, max: row.expectedMax },
    actual: row.value,
    votes: (judged?.votes ?? []).map((vote) => ({
      algorithm: vote.algorithm,
      fired: vote.fired,
      scales: vote.scales,
      fires_from: vote.from,
      one_in: oneIn(vote),
      words: voteWords(vote),
    })),
    rarity: rarityOf(history),
    contributions,
    incident,
    schema_changes,
    notes,
  }
}
