import { z } from 'zod'
import { roles } from '@/lib/access/access-words'
import { list, text, url } from './fields'

const app = {
  client_id: text().describe('The id that the provider gave DataWatch.'),
  client_secret: text().describe('The secret that goes with it.'),
}
const domain = () =>
  text('a domain such as example.com', (value) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(value)).transform((value) =>
    value.toLowerCase(),
  )

export const signInProviders = z
  .strictObject({
    github: z
      .strictObject({ ...app, url: url('http:', 'https:').optional().describe('Of a GitHub Enterprise server.') })
      .optional()
      .describe('An app of GitHub.'),
    google: z.strictObject(app).optional().describe('A client of Google.'),
    oidc: z
      .strictObject({
        ...app,
        issuer: url('http:', 'https:').describe('The address that the provider calls itself by.'),
        name: text().default('single sign-on').describe('What its button says.'),
      })
      .optional()
      .describe('Any provider of OpenID Connect.'),
    allowed_domains: list(domain())
      .default([])
      .describe('Whoever has an address of one of them comes in without an invitation.'),
    default_role: z.enum(roles).default('viewer').describe('Their role.'),
  })
  .prefault({})
  .describe('What people may sign in with beside a password; needs `server.public_url`.')
