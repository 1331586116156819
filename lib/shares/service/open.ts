import 'server-only'
import type { Context } from '@/lib/context/context'
import { getDashboard } from '@/lib/dashboards/service/get-dashboard'
import { AppError } from '@/lib/errors/app-error'
import type { SharedBoard } from '../contract'
import { findOpenShare, markSeen, type ShareRow } from '../store'
import { hashToken } from '../token'
import { fillWidgets, keptChoice } from '../variables'
import { offerCopies, offerVariables } from './variables'

const seenMs = 60_000

/** The one answer for a link that never was, was revoked, ran out, or asks for what is not on its board. */
export const nothingShared = () => new AppError('not_found', 'There is nothing here, or it is no longer shared')

/** The link of a token, where it is open. */
export async function openShare({ db, now }: Context, token: string): Promise<ShareRow> {
  const hash = hashToken(token)
  const row = hash ? await findOpenShare(db, hash, now) : undefined
  if (!row) throw nothingShared()
  return row
}

/** The link with the board behind it, as it is now. */
export async function openBoard(context: Context, token: string) {
  const row = await openShare(context, token)
  const { id, name, description, version, variables, widgets, updated_at } = await getDashboard(
    context,
    row.dashboardId,
  )
  return { row, board: { id, name, description, version, variables, widgets, updated_at } }
}

/** The widgets of a board as its link keeps them, for viewers who may not choose. */
async function keptWidgets(context: Context, { row, board }: Awaited<ReturnType<typeof openBoard>>) {
  const choice = keptChoice(board.variables, row.view)
  return fillWidgets(board.widgets, choice, await offerCopies(context, board, row.view, choice))
}

/** What the page of a link shows; remembers to the minute when it was last looked at. */
export async function readSharedBoard(context: Context, token: string): Promise<SharedBoard> {
  const opened = await openBoard(context, token)
  const { row, board } = opened
  const variables = row.view.free_variables ? await offerVariables(context, board.variables, row.view) : []
  const widgets = variables.length > 0 ? board.widgets : await keptWidgets(context, opened)
  const { db, now } = context
  if (!row.seenAt || now.getTime() - row.seenAt.getTime() > seenMs) await markSeen(db, row.id, now)
  return { board: { ...board, variables, widgets }, view: row.view }
}

/** The origins that may show the board of a link in a frame; none where there is no such link. */
export async function readAllowedOrigins(context: Context, token: string): Promise<string[]> {
  const row = await openShare(context, token).catch((error) => {
    if (error instanceof AppError) return null
    throw error
  })
  return row?.allowedOrigins ?? []
}
