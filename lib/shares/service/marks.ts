import 'server-only'
import type { Anomaly } from '@/lib/anomalies/contract'
import { listAnomalies } from '@/lib/anomalies/service/read'
import type { Context } from '@/lib/context/context'
import { lineQueries, ownSpan, type Span } from '@/lib/dashboards/question'
import { readFilter } from '@/lib/metrics/filter'
import type { NoteList } from '@/lib/notes/contract'
import { listNotes } from '@/lib/notes/service'
import type { SharedAnomaliesQuery } from '../contract'
import { askedSpan, isAbout } from '../scope'
import { fillWidgets, keptChoice } from '../variables'
import { spanOf } from '../window'
import { nothingShared, openBoard } from './open'

type Opened = Awaited<ReturnType<typeof openBoard>>

/** The interval that charts of a link show: that of its viewer where they may choose, else as far back as any of its charts goes. */
function markedSpan({ now }: Context, { row, board }: Opened, asked: { from?: string; to?: string }): Span {
  const chosen = row.view.free_range ? askedSpan(asked) : null
  if (chosen) return chosen
  const own = spanOf(row.view, now.getTime())
  const from = board.widgets.map(({ config }) => ownSpan(config, own).from)
  return { from: Math.min(own.from, ...from), to: own.to }
}

const inWords = ({ from, to }: Span) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })

/** Whether an anomaly is of what a filter leaves: one of the whole metric is of more. */
function isWithin({ labels }: Anomaly, filter: string | undefined): boolean {
  if (!filter) return true
  const names = Object.keys(labels)
  if (names.length === 0) return false
  try {
    return readFilter([filter], names).every((test) => test(labels))
  } catch {
    return false
  }
}

/** The anomalies of a metric that a chart of the board shows, as far as its filter leaves them, where the link has marks. */
export async function markedAnomalies(
  context: Context,
  opened: Opened,
  asked: SharedAnomaliesQuery,
): Promise<Anomaly[]> {
  const { row, board } = opened
  const charts = fillWidgets(board.widgets, keptChoice(board.variables, row.view), new Map())
  const shown = charts
    .filter(({ type }) => type === 'line')
    .flatMap((chart) => lineQueries(chart))
    .filter(({ metric }) => metric !== undefined && metric === asked.metric)
  if (!row.view.marks || asked.table !== undefined || shown.length === 0) throw nothingShared()
  const span = inWords(markedSpan(context, opened, asked))
  const query = { metric: asked.metric, ...span, limit: 50, include_acknowledged: true }
  const { anomalies } = await listAnomalies(context, query)
  return anomalies.filter((one) => shown.some(({ filter }) => isWithin(one, filter)))
}

/** The notes about what the board shows, without who made them and where they lead, where the link has marks. */
export async function listSharedNotes(
  context: Context,
  token: string,
  asked: { from?: string; to?: string },
): Promise<NoteList> {
  const opened = await openBoard(context, token)
  if (!opened.row.view.marks) throw nothingShared()
  const found = await listNotes(context, { ...inWords(markedSpan(context, opened, asked)), limit: 100 })
  const notes = found.notes
    .filter(({ table }) => table === null || isAbout(opened.board.widgets, table))
    .map((note) => ({ ...note, created_by: '', url: null }))
  return { notes, count: notes.length, next_cursor: null }
}
