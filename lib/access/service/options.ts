import 'server-only'
import type { AuthOptions, CookieOption, User } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { createContext, getRuntime } from '@/lib/runtime/runtime'
import type { IdentityProvider } from '../access-words'
import { returnPath } from '../return-path'
import { cookieNames } from '../session-cookie'
import { signInPath } from '../sign-in-path'
import { findUser, type UserRow } from '../store/users'
import { admitIdentity, findByIdentity } from './identities'
import { type Browser, openSession } from './open-session'
import { makeProviders } from './providers'

/** So long somebody may be at their provider. */
const awaySeconds = 900

const somebody = { kind: 'anonymous', name: 'sign-in' } as const

/** `user`: whose password was found right before. */
type Asked = { secure: boolean; browser: Browser; user?: UserRow }

/** What next-auth works with, made for each request: the configuration is read when the process starts, not before. */
export function makeAuthOptions({ secure, browser, user: known }: Asked): AuthOptions {
  const { config, log, db } = getRuntime()
  const { secret, session_lifetime } = config.access
  const maxAge = Math.ceil(session_lifetime / 1000)
  const names = cookieNames(secure)
  const cookie = (name: string, lifetime?: number): CookieOption => ({
    name,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure, ...(lifetime ? { maxAge: lifetime } : {}) },
  })
  const find = (id: string, provider: string) =>
    provider === 'credentials'
      ? findUser(db, id)
      : findByIdentity(createContext(somebody), provider as IdentityProvider, id)
  return {
    secret,
    session: { strategy: 'jwt', maxAge },
    jwt: { secret, maxAge },
    useSecureCookies: secure,
    cookies: {
      sessionToken: cookie(names.session),
      csrfToken: cookie(names.csrf),
      callbackUrl: cookie(names.from),
      state: cookie(names.state, awaySeconds),
      pkceCodeVerifier: cookie(names.verifier, awaySeconds),
      nonce: cookie(names.nonce, awaySeconds),
    },
    pages: { signIn: signInPath, signOut: signInPath, error: signInPath },
    providers: [
      Credentials({
        credentials: {},
        authorize: async (): Promise<User | null> => (known ? { id: known.id, email: known.email } : null),
      }),
      ...makeProviders(config.access.providers),
    ],
    callbacks: {
      signIn: async ({ account, profile }) =>
        account?.type === 'credentials' || admitIdentity(createContext(somebody), account, profile, browser),
      jwt: async ({ token, user, account }) => {
        if (!account) return token
        const found = await find(account.type === 'credentials' ? user.id : account.providerAccountId, account.provider)
        if (!found?.enabled) throw new Error('whoever signed in is not there any more')
        const provider = account.type === 'credentials' ? 'password' : account.provider
        return { sub: found.id, sid: await openSession(createContext(somebody), found, provider, browser) }
      },
      redirect: ({ url, baseUrl }) => returnPath(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url),
    },
    logger: {
      error: (code, metadata) =>
        code.startsWith('OAUTH_')
          ? log.warn({ code, err: metadata }, 'sign-in by a provider failed')
          : log.error({ code, err: metadata }, 'sign-in failed on our side'),
      warn: () => {},
      debug: () => {},
    },
  }
}
