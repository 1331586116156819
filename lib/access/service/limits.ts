import 'server-only'
import { RateLimiterDrizzle, RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { attempts } from '@/drizzle/schema/access'
import type { Database } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import type { HeaderReader } from '@/lib/http/header-reader'

const minuteSeconds = 60
const windowSeconds = 10 * minuteSeconds
const mostByAddress = 10
const mostByAccount = 50

/** A limiter of keys for each number of requests a minute that some key has. */
const limiters = new Map<number, RateLimiterMemory>()
function limiterOf(points: number) {
  const found = limiters.get(points) ?? new RateLimiterMemory({ points, duration: minuteSeconds })
  limiters.set(points, found)
  return found
}

const seconds = (ms: number) => Math.max(1, Math.ceil(ms / 1000))

/**
 * Counts one request of a key; answers the headers that say what is left (RateLimit header fields for HTTP, IETF draft 10). Throws
 * `rate_limited` where nothing is.
 */
export async function takeRequestOf(key: string, perMinute: number): Promise<Record<string, string>> {
  const policy = { 'RateLimit-Policy': `"key";q=${perMinute};w=${minuteSeconds}` }
  const left = ({ remainingPoints, msBeforeNext }: RateLimiterRes) => ({
    ...policy,
    RateLimit: `"key";r=${remainingPoints};t=${seconds(msBeforeNext)}`,
  })
  try {
    return left(await limiterOf(perMinute).consume(key))
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    const wait = String(seconds(refused.msBeforeNext))
    throw new AppError('rate_limited', `This key may make ${perMinute} requests a minute; try again in ${wait} s`, {
      headers: { ...left(refused), 'Retry-After': wait },
      reason: 'key',
    })
  }
}

type Counter = Pick<RateLimiterDrizzle, 'consume' | 'delete'>
const counters = new WeakMap<Database, { address: Counter; account: Counter }>()

/** Counted in the database, for all processes together. */
function countersOf(db: Database) {
  const make = (keyPrefix: string, points: number) =>
    new RateLimiterDrizzle({ storeClient: db, schema: attempts, keyPrefix, points, duration: windowSeconds })
  const found = counters.get(db) ?? { address: make('address', mostByAddress), account: make('account', mostByAccount) }
  counters.set(db, found)
  return found
}

/** Where a request comes from, as the last proxy says. */
export const addressOf = (headers: HeaderReader): string =>
  headers.get('x-forwarded-for')?.split(',').at(-1)?.trim().slice(0, 100) ?? ''

/** Counts an attempt to get in from an address and, where there is one, for an account. Throws `rate_limited`. */
export async function takeAttempt(db: Database, address: string, account?: string): Promise<void> {
  const counter = countersOf(db)
  const taken = await Promise.allSettled([
    counter.address.consume(address),
    ...(account ? [counter.account.consume(account)] : []),
  ])
  for (const one of taken) {
    if (one.status === 'fulfilled') continue
    if (!(one.reason instanceof RateLimiterRes)) throw one.reason
    const minutes = Math.ceil(one.reason.msBeforeNext / 60_000)
    const message = `Too many attempts; try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
    throw new AppError('rate_limited', message, {
      headers: { 'Retry-After': String(seconds(one.reason.msBeforeNext)) },
    })
  }
}

/** Whoever got in starts anew. */
export async function forgetAttempts(db: Database, address: string, account: string): Promise<void> {
  const counter = countersOf(db)
  await Promise.all([counter.address.delete(address), counter.account.delete(account)])
}
