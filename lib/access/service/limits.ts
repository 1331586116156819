import 'server-only'
import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible'
import { attempts } from '@/drizzle/schema/access'
import type { Database } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { networkOf } from '@/lib/http/client-address'
import type { HeaderReader } from '@/lib/http/header-reader'
import { getRuntime } from '@/lib/runtime/runtime'

const minuteSeconds = 60
const windowSeconds = 10 * minuteSeconds
const mostByAddress = 10
const mostByAccount = 50

/** A limiter of keys for each number of requests a minute that some key has: the same at every door. */
function findLimiter(points: number) {
  const { limiters, limiterOf } = getRuntime().gate
  const found = limiters.get(points) ?? limiterOf(points, minuteSeconds)
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
    return left(await findLimiter(perMinute).consume(key))
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    const wait = String(seconds(refused.msBeforeNext))
    throw new AppError('rate_limited', `This key may make ${perMinute} requests a minute; try again in ${wait} s`, {
      headers: { ...left(refused), 'Retry-After': wait },
      reason: 'key',
    })
  }
}

type Counter = Pick<RateLimiterDrizzle, 'consume' | 'reward'>
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

async function take(counter: Counter, key: string): Promise<void> {
  try {
    await counter.consume(key)
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    const minutes = Math.ceil(refused.msBeforeNext / 60_000)
    const message = `Too many attempts; try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`
    throw new AppError('rate_limited', message, { headers: { 'Retry-After': String(seconds(refused.msBeforeNext)) } })
  }
}

/** Counts an attempt to get in from an address. Throws `rate_limited`. */
export const takeAttempt = (db: Database, what: string, address = ''): Promise<void> =>
  take(countersOf(db).address, `${what} ${networkOf(address)}`)

/** Counts an attempt to get into an account, whatever address it comes from. Throws `rate_limited`. */
export const takeAttemptAt = (db: Database, account: string): Promise<void> => take(countersOf(db).account, account)

/** An attempt that succeeded counts no more, those before it do. */
export async function giveBackAttempt(db: Database, what: string, address = '', account?: string): Promise<void> {
  const counter = countersOf(db)
  await Promise.all([
    counter.address.reward(`${what} ${networkOf(address)}`),
    account === undefined ? null : counter.account.reward(account),
  ])
}
