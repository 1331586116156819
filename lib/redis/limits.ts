import 'server-only'
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible'
import type { RedisLink } from './link'

/** Makes what counts requests of keys that may make `points` of them in `duration` seconds. */
export type LimiterOf = (points: number, duration: number) => RateLimiterAbstract

/** Counted in this process alone. */
export const limitsHere: LimiterOf = (points, duration) => new RateLimiterMemory({ points, duration })

type Script = { keys: string[]; arguments: string[] }

/** Counted by all processes together in Redis; while that is away each counts by itself. */
export const limitsIn =
  (link: RedisLink, prefix: string): LimiterOf =>
  (points, duration) =>
    new RateLimiterRedis({
      storeClient: { eval: (script: string, given: Script) => link.ask((redis) => redis.eval(script, given)) },
      useRedisPackage: true,
      keyPrefix: `${prefix}:${points}`,
      points,
      duration,
      insuranceLimiter: limitsHere(points, duration),
    })
