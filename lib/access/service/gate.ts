import 'server-only'
import type { RateLimiterAbstract } from 'rate-limiter-flexible'
import type { Actor } from '@/lib/context/context'
import type { Sql } from '@/lib/db/client'
import { withDeadline } from '@/lib/http/deadline'
import { type LimiterOf, limitsHere } from '@/lib/redis/limits'
import type { Role, Scope } from '../access-words'
import { hashApiKey, isApiKey } from '../api-key'
import { FreshLookup } from '../fresh-lookup'

type KnownKey = {
  id: string
  name: string
  scopes: Scope[]
  tables: string[] | null
  rate_limit: number | null
  expires_at: Date | null
  used_at: Date | null
}
type KnownSession = { id: string; user_id: string; email: string; role: Role; seen_at: Date }

/** How exactly it is known when something was used last. */
const seenMs = 60_000

/** A database that is frozen answers nothing at all. */
const lookMs = 5000
const within = <T>(look: Promise<T>) => withDeadline(look, lookMs, 'try again')

/**
 * Finds out who holds a key or a session, anew for each request: what was revoked or ended, by whichever process, is over. It has
 * connections of its own, so that no question keeps senders waiting.
 */
export class Gate {
  /** The requests a minute that keys have left. */
  readonly limiters = new Map<number, RateLimiterAbstract>()
  readonly #sql: Sql
  readonly #keys = new FreshLookup((hash) => within(this.#findKey(hash)))
  readonly #sessions = new FreshLookup((id) => within(this.#findSession(id)))

  /** `idleMs`: a session that was not used for so long is over. `limiterOf` makes what counts the requests of keys. */
  constructor(
    sql: Sql,
    private readonly idleMs: number,
    readonly limiterOf: LimiterOf = limitsHere,
  ) {
    this.#sql = sql
  }

  /** The holder of an API key that is neither revoked nor expired, with the requests a minute that it may make. */
  async findKey(key: string): Promise<{ actor: Actor; rateLimit: number | null } | null> {
    const found = isApiKey(key) ? await this.#keys.ask(hashApiKey(key)) : undefined
    if (!found) return null
    const { id, name, scopes, tables, rate_limit: rateLimit, expires_at: expiresAt } = found
    return { actor: { kind: 'key', id, name, scopes, tables, expiresAt, rateLimit }, rateLimit }
  }

  /** The person who has an open session. */
  async findSession(id: string): Promise<Actor | null> {
    const found = await this.#sessions.ask(id)
    return found ? { kind: 'user', id: found.user_id, name: found.email, role: found.role, session: found.id } : null
  }

  stop() {
    return this.#sql.end({ timeout: 1 })
  }

  async #findKey(hash: string): Promise<KnownKey | undefined> {
    const [found] = await this.#sql<KnownKey[]>`
      select id, name, scopes, tables, rate_limit, expires_at, used_at from api_keys
      where hash = ${hash} and revoked_at is null and (expires_at is null or expires_at > now())`
    if (found && isDue(found.used_at)) {
      this.#note(this.#sql`update api_keys set used_at = now() where id = ${found.id}`)
    }
    return found
  }

  async #findSession(id: string): Promise<KnownSession | undefined> {
    const [found] = await this.#sql<KnownSession[]>`
      select sessions.id, user_id, email, role, sessions.seen_at from sessions join users on users.id = user_id
      where sessions.id = ${id} and expires_at > now() and enabled
      and sessions.seen_at > now() - make_interval(secs => ${this.idleMs / 1000})`
    if (found && isDue(found.seen_at)) {
      const seen = this.#sql`update sessions set seen_at = now() where id = ${id} returning user_id`
      this.#note(
        this.#sql`with seen as (${seen}) update users set seen_at = now() from seen where users.id = seen.user_id`,
      )
    }
    return found
  }

  /** That it was seen is worth no failure. */
  #note(statement: Promise<unknown>) {
    statement.catch(() => {})
  }
}

const isDue = (at: Date | null) => at === null || Date.now() - at.getTime() > seenMs
