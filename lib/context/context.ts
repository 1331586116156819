import type { ActorKind, Role, Scope } from '@/lib/access/access-words'
import type { Config } from '@/lib/config/schema'
import type { Database } from '@/lib/db/client'
import type { Log } from '@/lib/runtime/log'
import type { StorageEngine } from '@/lib/storage/engine'

/**
 * Who asks: nobody is `anonymous` in production but on the health routes. A user has a `role` and the `session` that asks, a key its
 * `scopes` and, where it is bound to some, the `tables` that it may send events of.
 */
export type Actor = {
  kind: ActorKind
  name: string
  id?: string
  role?: Role
  session?: string
  scopes?: readonly Scope[]
  tables?: readonly string[] | null
  expiresAt?: Date | null
  /** Requests a minute. */
  rateLimit?: number | null
}

/** What every service verb gets, made once at the edge. `now` is the instant of the request. */
export type Context = {
  db: Database
  config: Config
  now: Date
  actor: Actor
  log: Log
  /** Where old minutes rest, if not in the database. */
  engine?: StorageEngine | null
}
