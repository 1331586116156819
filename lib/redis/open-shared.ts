import 'server-only'
import type { Config } from '@/lib/config/schema'
import type { Sql } from '@/lib/db/client'
import { channel } from '@/lib/runtime/live'
import type { Log } from '@/lib/runtime/log'
import { Answers } from './answers'
import { identify } from './identify'
import { type LimiterOf, limitsIn } from './limits'
import { RedisLink } from './link'
import { Relay } from './relay'

/** What this process shares with others through Redis; nothing where none is configured. */
export type Shared = { redis?: RedisLink; answers?: Answers; relay?: Relay; limits?: LimiterOf }

/** Begins to connect to the Redis of the configuration, and waits for nothing of it. */
export async function openShared(config: Config, sql: Sql, log: Log): Promise<Shared> {
  const { url } = config.redis
  if (!url) return {}
  const redis = new RedisLink({ url, log, name: 'datawatch' })
  redis.start()
  const identity = await identify(sql, config)
  return {
    redis,
    answers: new Answers(redis, identity.answers),
    limits: limitsIn(redis, `datawatch:${identity.database}:key`),
    relay: new Relay(redis, { url, log, channel: `${channel}:${identity.database}` }),
  }
}
