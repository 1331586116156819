import { z } from 'zod'
import { parseDuration } from '@/lib/config/duration'
import { instant, instantParam, pageQuery, words } from '@/lib/http/contract'
import { scopes } from './access-words'

const name = words(200)
  .transform((text) => text.trim())
  .pipe(z.string().min(1, 'expected what the key is for, in up to 200 characters'))
const scopeList = z
  .array(z.enum(scopes))
  .min(1, `expected one or more of ${scopes.join(', ')}`)
  .transform((given) => scopes.filter((scope) => given.includes(scope)))
const tables = z
  .array(words(255).pipe(z.string().min(1)))
  .min(1)
  .max(100)
const perMinute = z.int().min(1).max(10_000_000)

export const keyStates = ['active', 'expired', 'revoked'] as const

/** `start` is what the key begins with. `tables`: the only ones it may send events of. `rate_limit`: requests a minute. */
export const apiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  start: z.string(),
  scopes: z.array(z.enum(scopes)),
  tables: z.array(z.string()).nullable(),
  rate_limit: z.number().int().nullable(),
  state: z.enum(keyStates),
  created_by: z.string(),
  created_at: instant,
  expires_at: instant.nullable(),
  used_at: instant.nullable(),
  revoked_at: instant.nullable(),
  /** The key that took its place, and the one whose place it took. */
  replaced_by: z.uuid().nullable(),
  replaces: z.uuid().nullable(),
})
export type ApiKey = z.infer<typeof apiKey>
export const keyList = z.object({ keys: z.array(apiKey), count: z.number().int(), next_cursor: z.string().nullable() })
export type KeyList = z.infer<typeof keyList>
export const keyListQuery = pageQuery
export const keyParams = z.object({ id: z.uuid() })

/** Only a key that does nothing but send events can be bound to tables: what others read is not divided by table. */
const bindsOnlySenders = ({ tables, scopes: given }: { tables?: string[] | null; scopes: readonly string[] }) =>
  !tables || given.every((scope) => scope === 'ingest')
const bound = { path: ['tables'], message: 'only a key whose one scope is ingest can be bound to tables' }

export const keyBody = z
  .strictObject({
    name,
    scopes: scopeList,
    tables: tables.nullable().default(null),
    rate_limit: perMinute.nullable().default(null),
    expires_at: instantParam.nullable().default(null),
  })
  .refine(bindsOnlySenders, bound)
export type KeyBody = z.output<typeof keyBody>
/** What is left out stays; null takes a bound away. */
export const keyPatch = z
  .strictObject({
    name: name.optional(),
    scopes: scopeList.optional(),
    tables: tables.nullable().optional(),
    rate_limit: perMinute.nullable().optional(),
    expires_at: instantParam.nullable().optional(),
  })
  .refine(
    (patch) => Object.keys(patch).length > 0,
    'expected one or more of name, scopes, tables, rate_limit, expires_at',
  )
export type KeyPatch = z.output<typeof keyPatch>
export const keyRules = z.object({ scopes: scopeList, tables: tables.nullable() }).refine(bindsOnlySenders, bound)

/** The key itself, shown this once. */
export const keyMade = apiKey.extend({ key: z.string() })
export type KeyMade = z.infer<typeof keyMade>

const overlap = z.string().refine((text) => parseDuration(text) !== null, 'expected a duration such as 0s, 1h or 7d')
/** How long the key that is replaced goes on working. */
export const rotateBody = z.strictObject({ overlap: overlap.default('24h') }).default({ overlap: '24h' })
export type RotateBody = z.output<typeof rotateBody>
