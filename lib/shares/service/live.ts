import 'server-only'
import type { Widget } from '@/lib/dashboards/contract'
import { AppError } from '@/lib/errors/app-error'
import type { LiveChange } from '@/lib/runtime/live'
import { createContext } from '@/lib/runtime/runtime'
import { type Sieve, streamResponse } from '@/lib/runtime/stream'
import { isAbout } from '../scope'
import { openBoard } from './open'

/** Streams of one link, and of all, that a process serves at once. */
const mostOfLink = 100
const mostOfAll = 1000

const open = new Map<string, number>()
let total = 0

/** What viewers get to know of a change: the tables their board is about, and its anomalies where it lists any. */
export function sift({ tables, topics }: LiveChange, widgets: readonly Widget[]): LiveChange | null {
  const listsAnomalies = widgets.some(({ type }) => type === 'alerts' || type === 'line')
  const kept = {
    tables: tables.filter((table) => isAbout(widgets, table)),
    topics: topics.filter((topic) => topic === 'dashboards' || (topic === 'anomalies' && listsAnomalies)),
  }
  return kept.tables.length + kept.topics.length > 0 ? kept : null
}

function claim(token: string): () => void {
  const own = open.get(token) ?? 0
  if (own >= mostOfLink || total >= mostOfAll) {
    throw new AppError('unavailable', 'Too many viewers follow this dashboard live', {
      headers: { 'Retry-After': '15' },
    })
  }
  open.set(token, own + 1)
  total += 1
  return () => {
    const left = (open.get(token) ?? 1) - 1
    if (left > 0) open.set(token, left)
    else open.delete(token)
    total -= 1
  }
}

/** The live changes of a shared board. The stream ends with the link: at once where it is revoked, else with the next beat. */
export async function streamShared(request: Request, token: string): Promise<Response> {
  const viewer = { kind: 'anonymous', name: 'shared link' } as const
  let { board } = await openBoard(createContext(viewer), token)
  const sieve: Sieve = async (change) => {
    if (!change || change.topics.some((topic) => topic === 'dashboards' || topic === '*')) {
      board = (await openBoard(createContext(viewer), token)).board
    }
    return change && sift(change, board.widgets)
  }
  return streamResponse(request, sieve, claim(token))
}
