import 'server-only'
import type { SourceStatus } from '../contract'
import { followFiles } from '../files/follow'
import type { FollowedSource, Follower, FollowParts } from '../follower'
import { followNats } from '../nats/follow'
import { followPostgres } from '../postgres/follow'
import { type ControlRow, listControls } from '../store/controls'
import { listFollowed } from './kept'

type Ways = {
  [T in FollowedSource['type']]: (source: Extract<FollowedSource, { type: T }>, parts: FollowParts) => Follower
}

/** How each type of source is followed. */
const ways: Ways = { postgres: followPostgres, nats: followNats, files: followFiles }
const begin = <T extends FollowedSource['type']>(source: Extract<FollowedSource, { type: T }>, parts: FollowParts) =>
  (ways[source.type as T] as (one: typeof source, given: FollowParts) => Follower)(source, parts)

/** `refresh`: what is to be followed may be another now. */
export type Sources = {
  stop(): Promise<void>
  refresh(): Promise<void>
  status(): Pick<SourceStatus, 'name' | 'state' | 'detail'>[]
}

type Running = { follower: Follower; stamp: string; ending: boolean }

const againMs = 10_000
const unreadMs = 1000

const stampOf = (source: FollowedSource, control: ControlRow | undefined) =>
  JSON.stringify([source, control?.restarts ?? 0])

/**
 * Follows every source that is configured or was made here until `stop`, which hands over what is under way; those that are
 * paused are left. Returns at once: a source that is not there yet is waited for, and one process at a time follows a source that cannot be shared.
 */
export function startSources(given: Omit<FollowParts, 'changed' | 'learn'> & Partial<FollowParts>): Sources {
  const parts: FollowParts = { learn: () => {}, changed: () => {}, ...given }
  const running = new Map<string, Running>()
  let timer: NodeJS.Timeout | undefined
  let over = false
  let last: Promise<void> = Promise.resolve()

  async function end(name: string) {
    const found = running.get(name)
    if (!found || found.ending) return
    found.ending = true
    await found.follower.stop()
    running.delete(name)
    parts.changed()
  }

  async function settle() {
    const context = parts.makeContext()
    const [sources, controls] = await Promise.all([listFollowed(context), listControls(context.db)])
    const controlOf = (name: string) => controls.find((control) => control.name === name)
    const wanted = new Map(
      sources
        .filter(({ name }) => !controlOf(name)?.paused)
        .map((source) => [source.name, { source, stamp: stampOf(source, controlOf(source.name)) }]),
    )
    const stale = [...running].filter(([name, { stamp }]) => wanted.get(name)?.stamp !== stamp)
    await Promise.all(stale.map(([name]) => end(name)))
    if (over) return
    for (const [name, { source, stamp }] of wanted)
      if (!running.has(name)) running.set(name, { follower: begin(source, parts), stamp, ending: false })
  }

  function refresh(): Promise<void> {
    clearTimeout(timer)
    last = last
      .then(() => (over ? undefined : settle()))
      .then(
        () => againMs,
        (error) => {
          if (!over)
            parts
              .makeContext()
              .log.warn({ reason: (error as Error).message }, 'which sources to follow could not be read')
          return unreadMs
        },
      )
      .then((ms) => {
        clearTimeout(timer)
        if (!over) timer = setTimeout(refresh, ms)
      })
    return last
  }

  void refresh()
  return {
    refresh,
    status: () => [...running.values()].map(({ follower }) => follower.status()),
    async stop() {
      over = true
      clearTimeout(timer)
      await Promise.all([last, ...[...running.keys()].map(end)])
      await Promise.all([...running.keys()].map(end))
    },
  }
}
