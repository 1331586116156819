import 'server-only'
import { listAnomalies } from '@/lib/anomalies/service/read'
import type { Context } from '@/lib/context/context'
import type { Image } from '@/lib/dashboards/cells'
import type { Widget } from '@/lib/dashboards/contract'
import type { EventList } from '@/lib/events/contract'
import { listPlainEvents } from '@/lib/events/service/list'
import type { BatchAnswer, BatchBody } from '@/lib/metrics/contract'
import { runQueries } from '@/lib/metrics/service/batch'
import type { SharedAnomaliesQuery } from '../contract'
import { anomaliesWidget, askedSpan, columnsOf, rowsOf, storedQuestion } from '../scope'
import { askableWidgets } from '../variables'
import { spanOf } from '../window'
import { markedAnomalies } from './marks'
import { nothingShared, openBoard } from './open'
import { offerCopies, readChoice } from './variables'

/** A zone that a viewer may name: any that this process knows, else UTC. */
function zoneOf(tz: unknown): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: String(tz ?? 'UTC') }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

const refused = (ref: string) => ({ ref, error: { status: 404, detail: nothingShared().message } })

/**
 * Answers the questions of a shared board's widgets. What is sent chooses among the stored questions and is not itself asked:
 * those run at the interval of the link, or, where it lets viewers choose, at theirs;
 * with the values of variables that the link keeps, or, where it lets viewers choose, those of `variables` that each offers. Any other is refused, each by itself.
 */
export async function askShared(
  context: Context,
  token: string,
  { queries }: BatchBody,
  variables = '',
): Promise<BatchAnswer> {
  const { row, board } = await openBoard(context, token)
  const choice = await readChoice(context, board.variables, row.view, variables)
  const widgets = askableWidgets(board.widgets, choice, await offerCopies(context, board, row.view, choice))
  const chosen = queries.map((asked) => {
    const tz = zoneOf(asked.tz)
    const span = row.view.free_range ? askedSpan(asked) : spanOf(row.view, context.now.getTime(), tz)
    const question = span && storedQuestion(widgets, asked, span, tz)
    return { ref: asked.ref, question }
  })
  const asked = chosen.flatMap(({ question }, at) => (question ? [{ ...question, ref: String(at) }] : []))
  const { results } = asked.length > 0 ? await runQueries(context, { queries: asked }) : { results: [] }
  const byPlace = new Map(results.map((result) => [result.ref, result]))
  return { results: chosen.map(({ ref }, at) => ({ ...(byPlace.get(String(at)) ?? refused(ref)), ref })) }
}

const pick = (image: Image | null, columns: readonly string[]) =>
  image && Object.fromEntries(columns.flatMap((name) => (name in image ? [[name, image[name]]] : [])))

/** The rows that the board's table widgets show: the newest ones, of each what they show and nothing else. */
export async function listSharedRows(context: Context, token: string, table: string): Promise<EventList> {
  const { board } = await openBoard(context, token)
  const { listing, limit } = rowsOf(board.widgets, table)
  if (listing.length === 0) throw nothingShared()
  const { events } = await listPlainEvents(context, { table, limit })
  const columns = columnsOf(
    listing,
    events.map(({ after, before }) => after ?? before ?? {}),
  )
  const shown = events.map(({ uid, type, table, schema, timestamp, received_at, after, before }) => ({
    ...{ uid, id: uid, type, table, schema, database: '', source: '', timestamp, received_at, key: null },
    before: after ? null : pick(before, columns),
    after: pick(after, columns),
  }))
  return { events: shown, count: shown.length, next_cursor: null }
}

/** What an anomalies widget of the board lists, or what its charts mark, without who dealt with it and what was noted. */
export async function listSharedAnomalies(context: Context, token: string, asked: SharedAnomaliesQuery) {
  const opened = await openBoard(context, token)
  const widget = anomaliesWidget(opened.board.widgets, asked)
  const found = widget ? await listWidget(context, widget) : await markedAnomalies(context, opened, asked)
  const anomalies = found.map((anomaly) => ({ ...anomaly, ...bare }))
  return { anomalies, count: anomalies.length, next_cursor: null }
}

const bare = { acknowledged_by: null, feedback_by: null, note: null, related: [] }

async function listWidget(context: Context, { metric, config: { table, limit = 20 } }: Widget) {
  const query = { status: 'open', table, metric: metric ?? undefined, limit, include_acknowledged: true } as const
  return (await listAnomalies(context, query)).anomalies
}
