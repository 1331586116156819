import 'server-only'
import { followSource } from '../follow'
import type { Follower, FollowParts } from '../follower'
import type { PostgresSource } from './connect'
import { describeFailure } from './failure'
import { Session } from './session'

/** Follows one database by logical replication. */
export function followPostgres(source: PostgresSource, parts: FollowParts): Follower {
  const { name, slot } = source
  return followSource(
    { name, slot, describe: describeFailure, run: (attempt) => new Session({ source, ...parts, ...attempt }).run() },
    parts,
  )
}
