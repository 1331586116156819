import 'server-only'
import type { Context } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { RereadBody } from '../kept-contract'
import type { SourceDetail } from '../list-contract'
import { askReread, countRestart, setPaused } from '../store/controls'
import { findPosition } from '../store/positions'
import { listFollowed } from './kept'
import { getSource } from './read'

const by = ({ actor, now }: Context) => ({ changedBy: actor.name, changedAt: now })

/** A source that DataWatch goes to, wherever it is configured. Throws `not_found`, and `conflict` for one that sends by itself. */
async function requireFollowed(context: Context, name: string) {
  const found = (await listFollowed(context)).find((source) => source.name === name)
  if (found) return found
  const { name: known } = await getSource(context, name)
  throw new AppError(
    'conflict',
    `${known} sends by itself: only sources that DataWatch follows are paused, restarted and read again`,
  )
}

/** Has a source left where it is; its server keeps what comes meanwhile. Twice is once. */
export async function pauseSource(context: Context, name: string): Promise<SourceDetail> {
  await requireFollowed(context, name)
  await setPaused(context.db, name, by(context), true)
  return getSource(context, name)
}

/** Goes on with a source where it was left. Twice is once. */
export async function resumeSource(context: Context, name: string): Promise<SourceDetail> {
  await requireFollowed(context, name)
  await setPaused(context.db, name, by(context), false)
  return getSource(context, name)
}

/** Lets go of a source and takes it up again, in whichever process has it. */
export async function restartSource(context: Context, name: string): Promise<SourceDetail> {
  await requireFollowed(context, name)
  await countRestart(context.db, name, by(context))
  return getSource(context, name)
}

/** Has tables read again, all where none is named: what is known of their rows is replaced. Throws `invalid_input` for one that is not followed. */
export async function rereadSource(context: Context, name: string, { tables }: RereadBody): Promise<SourceDetail> {
  const source = await requireFollowed(context, name)
  if (source.type !== 'postgres')
    throw new AppError('conflict', `A source of type ${source.type} has no tables to read again`)
  const known = Object.keys((await findPosition(context.db, name))?.tables ?? {})
  const strange = tables.find((table) => !known.includes(table))
  if (strange !== undefined) {
    const message = `${strange} is not followed; these are: ${known.slice(0, 20).join(', ') || 'none yet'}`
    throw new AppError('invalid_input', `Body tables: ${message}`, {
      issues: [{ path: 'tables', code: 'invalid_value', message }],
    })
  }
  await askReread(context.db, name, by(context), tables)
  return getSource(context, name)
}
