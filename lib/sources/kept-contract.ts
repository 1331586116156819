import { z } from 'zod'
import { words } from '@/lib/http/contract'

export const tlsModes = ['disable', 'require', 'verify-full'] as const
export type TlsMode = (typeof tlsModes)[number]

const sourceName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/, 'expected 1 to 63 letters, digits, dots, hyphens and underscores')
const identifier = words(63).pipe(z.string().min(1))
const slot = z.string().regex(/^[a-z0-9_]{1,63}$/, 'expected 1 to 63 lower-case letters, digits and underscores')
const names = z.array(words(127).pipe(z.string().min(1))).max(5000)

const wanted = {
  schemas: z.array(identifier).min(1).max(200),
  /** With or without their schema; null is all of them, those that come later too. */
  tables: names.min(1).nullable(),
}

/** A PostgreSQL database to follow. The URL may hold the password; answers never do. */
export const sourceBody = z.strictObject({
  name: sourceName,
  type: z.literal('postgres'),
  url: words(2000),
  /** Beside what `sslmode` of the URL says. */
  tls: z.enum(tlsModes).optional(),
  /** The certificates, in PEM, of who may vouch for the server. */
  ca: words(100_000).optional(),
  schemas: wanted.schemas.default(['public']),
  tables: wanted.tables.default(null),
  publication: identifier.optional(),
  slot: slot.optional(),
  snapshot: z.boolean().default(true),
})
export type SourceBody = z.output<typeof sourceBody>

/** What is left out stays. Another host, port or user needs the password again. */
export const sourcePatch = z
  .strictObject({
    url: words(2000),
    tls: z.enum(tlsModes),
    ca: words(100_000).nullable(),
    ...wanted,
    snapshot: z.boolean(),
  })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, 'expected one or more of url, tls, ca, schemas, tables, snapshot')
export type SourcePatch = z.output<typeof sourcePatch>

/** How a source made here is kept, but for its password. */
export const keptPostgres = z.object({
  host: z.string(),
  port: z.number().int(),
  database: z.string(),
  user: z.string(),
  tls: z.enum(tlsModes),
  ca: z.string().optional(),
  schemas: z.array(z.string()),
  tables: z.array(z.string()).nullable(),
  publication: z.string(),
  slot: z.string(),
  snapshot: z.boolean(),
})
export type KeptPostgres = z.infer<typeof keptPostgres>

export const rereadBody = z.strictObject({ tables: names.default([]) }).prefault({})
export type RereadBody = z.output<typeof rereadBody>

/** `slot`: what became of the replication slot: dropped, never there, or left, with what to run. */
export const sourceRemoved = z.object({
  name: z.string(),
  deleted: z.literal(true),
  slot: z.enum(['dropped', 'none', 'left']),
  advice: z.string().nullable(),
})
