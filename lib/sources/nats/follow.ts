import 'server-only'
import type { NatsSource } from '@/lib/config/nats-source'
import { followSource } from '../follow'
import type { Follower, FollowParts } from '../follower'
import { describeNatsFailure } from './failure'
import { Session } from './session'

/** Follows a stream of NATS JetStream, beside every other process that does: its consumer shares the messages out among them. */
export function followNats(source: NatsSource, parts: FollowParts): Follower {
  const { name, durable } = source
  return followSource(
    {
      ...{ name, slot: durable, shared: true, describe: describeNatsFailure },
      run: (attempt) => new Session({ source, ...parts, ...attempt }).run(),
    },
    parts,
  )
}
