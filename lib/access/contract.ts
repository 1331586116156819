import { z } from 'zod'
import { instant } from '@/lib/http/contract'
import { identityProviders, passwordKinds, roles, scopes, viewerKinds } from './access-words'
import { type Permission, permissionNames } from './permissions'

/**
 * Who asks: a person who signed in, the holder of an API key, or whoever uses an open development server; with all that they may
 * do. `id` is the person's, `name` what they are called; what they do is written down under their `email`.
 */
export const viewer = z.object({
  name: z.string(),
  kind: z.enum(viewerKinds),
  /** Whether a person has a password, and may choose another: not where the configuration says it. */
  password: z.enum(passwordKinds).nullable(),
  id: z.uuid().nullable(),
  email: z.string().nullable(),
  role: z.enum(roles).nullable(),
  scopes: z.array(z.enum(scopes)).nullable(),
  permissions: z.array(z.enum(permissionNames as [Permission, ...Permission[]])),
  /** Whether anyone of this machine is let in without signing in. */
  development: z.boolean(),
})
export type Viewer = z.infer<typeof viewer>

export const credentials = z.object({ email: z.string(), password: z.string() })
export type Credentials = z.infer<typeof credentials>

export const csrf = z.object({ csrfToken: z.string() })
export type Csrf = z.infer<typeof csrf>

/** Where else one may sign in: at `path`, by POST with a csrf token. */
export const provider = z.object({ id: z.enum(identityProviders), name: z.string() })
export type Provider = z.infer<typeof provider>

/** A browser that someone signed in with. `current` is the one that asks. */
export const session = z.object({
  id: z.uuid(),
  current: z.boolean(),
  provider: z.string(),
  address: z.string(),
  user_agent: z.string(),
  created_at: instant,
  seen_at: instant,
  expires_at: instant,
})
export type Session = z.infer<typeof session>
export const sessionList = z.object({ sessions: z.array(session), count: z.number().int(), next_cursor: z.null() })
export type SessionList = z.infer<typeof sessionList>
export const sessionsEnded = z.object({ ended: z.number().int() })
