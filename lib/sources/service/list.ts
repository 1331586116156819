import 'server-only'
import type { Context } from '@/lib/context/context'
import type { SourceList, SourceStatus } from '../contract'
import { listPositions, type PositionRow } from '../store/positions'

const silentMs = 90_000

function toStatus(name: string, row: PositionRow | undefined, now: Date): SourceStatus {
  if (!row)
    return { name, state: 'waiting', detail: 'not reached yet', position: null, lag_seconds: null, last_event_at: null }
  const { position, lagSeconds, lastEventAt, updatedAt } = row
  const silent = ['streaming', 'snapshotting'].includes(row.state) && now.getTime() - updatedAt.getTime() > silentMs
  const { state, detail } = silent ? { state: 'waiting' as const, detail: 'no process has followed it lately' } : row
  return { name, state, detail, position, lag_seconds: lagSeconds, last_event_at: lastEventAt?.toISOString() ?? null }
}

/** How every followed database stands, as the process that follows it last said. */
export async function listSources({ db, config, now }: Context): Promise<SourceList> {
  const names = config.sources.filter(({ type }) => type === 'postgres').map(({ name }) => name)
  const rows = names.length > 0 ? await listPositions(db, names) : []
  const sources = names.map((name) =>
    toStatus(
      name,
      rows.find((row) => row.name === name),
      now,
    ),
  )
  return { sources, count: sources.length, next_cursor: null }
}
