import { timestamp } from 'drizzle-orm/pg-core'

/** An instant to the millisecond, as the wire and JavaScript have it. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 })
