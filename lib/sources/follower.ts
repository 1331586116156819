import type { Config } from '@/lib/config/schema'
import type { Context } from '@/lib/context/context'
import type { ReadProgress, SourceState, SourceStatus } from './contract'
import type { Ingest } from './deliver'
import type { Learn } from './learn'

/** A source that DataWatch goes to, as it is configured or kept; those that send by themselves are none. */
export type FollowedSource = Exclude<Config['sources'][number], { type: 'webhook' }>

/** `ingest` takes events and answers after the commit, `learn` hears how tables are defined, `changed` that a status is another. */
export type FollowParts = { makeContext(): Context; ingest: Ingest; learn: Learn; changed(): void }

/** Follows one source until it is stopped, which hands over what is under way. */
export type Follower = { status(): Pick<SourceStatus, 'name' | 'state' | 'detail'>; stop(): Promise<void> }

/** One try at following: ends by itself only by throwing. `report` says how it stands. */
export type Attempt = {
  signal: AbortSignal
  report(state: SourceState, detail: string, progress?: ReadProgress): void
}
