import 'server-only'
import type { Context } from '@/lib/context/context'
import type { SourceStatus } from '../contract'
import type { Ingest } from '../deliver'
import { followPostgres } from '../postgres/follow'
import type { Learn } from '../postgres/session'

export type Sources = { stop(): Promise<void>; status(): Pick<SourceStatus, 'name' | 'state' | 'detail'>[] }

/**
 * Follows every configured source until `stop`, which hands over what is under way. Returns at once: a source that is not
 * there yet is waited for, and one process at a time follows a source. `ingest` takes events and answers after the commit,
 * `learn` hears how the tables of a source are defined.
 */
export function startSources(makeContext: () => Context, ingest: Ingest, learn: Learn = () => {}): Sources {
  const followed = makeContext().config.sources.filter((source) => source.type === 'postgres')
  const followers = followed.map((source) => followPostgres(source, { makeContext, ingest, learn }))
  return {
    status: () => followers.map((follower) => follower.status()),
    async stop() {
      await Promise.all(followers.map((follower) => follower.stop()))
    },
  }
}
