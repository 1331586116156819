import { z } from 'zod'
import { roles } from '@/lib/access/access-words'
import { list, text, url } from './fields'

const app = { client_id: text(), client_secret: text() }
const domain = () =>
  text('a domain such as example.com', (value) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(value)).transform((value) =>
    value.toLowerCase(),
  )

/**
 * What people may sign in with beside a password. Who was invited comes in, and whoever has an address of one of `allowed_domains`,
 * with `default_role`.
 */
export const signInProviders = z
  .strictObject({
    /** `url` is that of a GitHub Enterprise server. */
    github: z.strictObject({ ...app, url: url('http:', 'https:').optional() }).optional(),
    google: z.strictObject(app).optional(),
    /** Any OpenID provider; `name` is what its button says. */
    oidc: z.strictObject({ ...app, issuer: url('http:', 'https:'), name: text().default('single sign-on') }).optional(),
    allowed_domains: list(domain()).default([]),
    default_role: z.enum(roles).default('viewer'),
  })
  .prefault({})
