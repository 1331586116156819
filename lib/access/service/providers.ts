import 'server-only'
import type { AuthOptions } from 'next-auth'
import GitHub from 'next-auth/providers/github'
import Google from 'next-auth/providers/google'
import type { Config } from '@/lib/config/schema'
import type { Provider } from '../contract'

type Providers = Config['access']['providers']
type Claims = { sub: string; name?: string; email?: string; email_verified?: boolean }

/** Any OpenID provider, by what it says of itself below its issuer. */
function openId({ issuer, client_id, client_secret, name }: NonNullable<Providers['oidc']>) {
  return {
    id: 'oidc',
    name,
    type: 'oauth' as const,
    wellKnown: `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
    issuer,
    clientId: client_id,
    clientSecret: client_secret,
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    checks: ['pkce' as const, 'state' as const, 'nonce' as const],
    profile: ({ sub, name: called, email }: Claims) => ({ id: sub, name: called, email }),
  }
}

type GitHubEmail = { email: string; primary: boolean; verified: boolean }

/** GitHub, or a GitHub Enterprise server at `url`; the address is the primary one, where it is verified. */
function gitHub({ client_id, client_secret, url }: NonNullable<Providers['github']>) {
  const base = url?.replace(/\/+$/, '')
  const api = base ? `${base}/api/v3` : 'https://api.github.com'
  const site = base ?? 'https://github.com'
  return GitHub({
    clientId: client_id,
    clientSecret: client_secret,
    authorization: { url: `${site}/login/oauth/authorize`, params: { scope: 'read:user user:email' } },
    token: `${site}/login/oauth/access_token`,
    userinfo: {
      url: `${api}/user`,
      request: async ({ client, tokens }) => {
        const profile = await client.userinfo(tokens.access_token!)
        const headers = { Authorization: `Bearer ${tokens.access_token}`, Accept: 'application/vnd.github+json' }
        const answer = await fetch(`${api}/user/emails`, { headers, signal: AbortSignal.timeout(10_000) })
        const emails = answer.ok ? ((await answer.json()) as GitHubEmail[]) : []
        const own = emails.find(({ primary, verified }) => primary && verified)
        return { ...profile, email: own?.email, email_verified: own !== undefined } as never
      },
    },
  })
}

/** What people may sign in with beside a password, as next-auth wants it. */
export function makeProviders({ github, google, oidc }: Providers): AuthOptions['providers'] {
  return [
    ...(github ? [gitHub(github)] : []),
    ...(google
      ? [
          Google({
            clientId: google.client_id,
            clientSecret: google.client_secret,
            checks: ['pkce', 'state', 'nonce'],
          }),
        ]
      : []),
    ...(oidc ? [openId(oidc)] : []),
  ]
}

/** The same for the sign-in page. */
export const namedProviders = ({ github, google, oidc }: Providers): Provider[] => [
  ...(github ? [{ id: 'github' as const, name: 'GitHub' }] : []),
  ...(google ? [{ id: 'google' as const, name: 'Google' }] : []),
  ...(oidc ? [{ id: 'oidc' as const, name: oidc.name }] : []),
]
