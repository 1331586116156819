import type { StoredEvent } from '@/lib/events/contract'

/** How many events the list keeps. */
export const listBound = 500

/**
 * The list of the newest events, newest first. While it is held, what comes waits: `fresh` counts it all, `waiting` has
 * the newest of it. `skipped` is how many the server left out. `latest` came last, where that were few.
 */
export type TailState = {
  rows: readonly StoredEvent[]
  waiting: readonly StoredEvent[]
  fresh: number
  skipped: number
  held: boolean
  latest: ReadonlySet<string>
}

export type TailAction =
  | { kind: 'base'; events: readonly StoredEvent[] }
  | { kind: 'arrived'; events: readonly StoredEvent[] }
  | { kind: 'skipped'; count: number }
  | { kind: 'hold'; held: boolean }

const nothing: ReadonlySet<string> = new Set()
export const emptyTail: TailState = { rows: [], waiting: [], fresh: 0, skipped: 0, held: false, latest: nothing }

/** So many at once are pointed out; more would be a flicker. */
const few = 10

const bound = (rows: readonly StoredEvent[]) => (rows.length > listBound ? rows.slice(0, listBound) : rows)
export const newestUid = (rows: readonly StoredEvent[]) =>
  rows.reduce<string | undefined>((newest, { uid }) => (newest === undefined || uid > newest ? uid : newest), undefined)

/** Events of the list as it was asked for: unknown ones that are newer than all go on top, the others below. */
function withBase(state: TailState, events: readonly StoredEvent[]): TailState {
  const known = new Set([...state.rows, ...state.waiting].map(({ uid }) => uid))
  const unknown = events.filter(({ uid }) => !known.has(uid))
  const newest = newestUid([...state.waiting, ...state.rows])
  const isNewer = ({ uid }: StoredEvent) => newest !== undefined && uid > newest
  return {
    ...state,
    rows: bound([...unknown.filter(isNewer), ...state.rows, ...unknown.filter((event) => !isNewer(event))]),
  }
}

function withArrived(state: TailState, events: readonly StoredEvent[]): TailState {
  const known = new Set([...state.rows, ...state.waiting].map(({ uid }) => uid))
  const fresh: StoredEvent[] = []
  for (const event of events) {
    if (known.has(event.uid)) continue
    known.add(event.uid)
    fresh.unshift(event)
  }
  if (fresh.length === 0) return state
  if (!state.held) {
    const latest = fresh.length > few ? nothing : new Set(fresh.map(({ uid }) => uid))
    return { ...state, rows: bound([...fresh, ...state.rows]), latest }
  }
  return { ...state, waiting: bound([...fresh, ...state.waiting]), fresh: state.fresh + fresh.length }
}

/** The list after something happened. Each event is in it once, however often it comes. */
export function nextTail(state: TailState, action: TailAction): TailState {
  switch (action.kind) {
    case 'base':
      return withBase(state, action.events)
    case 'arrived':
      return withArrived(state, action.events)
    case 'skipped':
      return { ...state, skipped: state.skipped + action.count }
    case 'hold':
      if (action.held === state.held) return state
      if (action.held) return { ...state, held: true }
      return {
        ...state,
        held: false,
        rows: bound([...state.waiting, ...state.rows]),
        waiting: [],
        fresh: 0,
        latest: nothing,
      }
  }
}
