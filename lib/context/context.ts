import type { Config } from '@/lib/config/schema'
import type { Database } from '@/lib/db/client'
import type { Log } from '@/lib/runtime/log'

/** Who asks: nobody is `anonymous` in production but on the health routes. */
export type Actor = { kind: 'user' | 'key' | 'system' | 'local' | 'anonymous'; name: string }

/** What every service verb gets, made once at the edge. `now` is the instant of the request. */
export type Context = { db: Database; config: Config; now: Date; actor: Actor; log: Log }
