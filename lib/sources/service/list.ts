import 'server-only'
import type { Context } from '@/lib/context/context'
import type { SourceList } from '../contract'
import { listControls } from '../store/controls'
import { listPositions } from '../store/positions'
import { listFollowed } from './kept'
import { stateOf } from './read'

/** How every source that is followed stands, as the process that follows it last said. */
export async function listSources(context: Context): Promise<SourceList> {
  const { db, now } = context
  const names = (await listFollowed(context)).map(({ name }) => name)
  const [rows, controls] = await Promise.all([names.length > 0 ? listPositions(db, names) : [], listControls(db)])
  const sources = names.map((name) => {
    const row = rows.find((one) => one.name === name)
    const control = controls.find((one) => one.name === name)
    return {
      name,
      ...stateOf(row, control, now),
      position: row?.position ?? null,
      lag_seconds: row?.lagSeconds ?? null,
      last_event_at: row?.lastEventAt?.toISOString() ?? null,
    }
  })
  return { sources, count: sources.length, next_cursor: null }
}
