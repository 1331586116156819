import { signInPath } from '../sign-in-path'
import 'server-only'
import type { AuthOptions, CookieOption } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { getRuntime } from '@/lib/runtime/runtime'
import { credentials } from '../contract'
import { isOwner, ownerOf, sessionVersion } from '../owner'
import { cookieNames } from '../session-cookie'

/** A session ends a week after it was opened, used or not. */
const maxAge = 7 * 24 * 60 * 60

/** What next-auth works with, made for each request: the configuration is read when the process starts, not before. */
export function makeAuthOptions({ secure }: { secure: boolean }): AuthOptions {
  const { config, log } = getRuntime()
  const { secret } = config.access
  const owner = ownerOf(config.access)
  const names = cookieNames(secure)
  const cookie = (name: string): CookieOption => ({
    name,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
  })
  return {
    secret,
    session: { strategy: 'jwt', maxAge },
    jwt: { secret, maxAge },
    useSecureCookies: secure,
    cookies: {
      sessionToken: cookie(names.session),
      csrfToken: cookie(names.csrf),
      callbackUrl: cookie(names.from),
    },
    pages: { signIn: signInPath, signOut: signInPath, error: signInPath },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: async (given) => {
          const parsed = credentials.safeParse(given)
          return parsed.success && owner && isOwner(owner, parsed.data) ? { id: 'owner', email: owner.email } : null
        },
      }),
    ],
    callbacks: {
      jwt: ({ token }) => ({ sub: token.sub, version: owner && sessionVersion(owner, secret) }),
      redirect: () => '/',
    },
    logger: {
      error: (code, metadata) => log.error({ code, err: metadata }, 'sign-in failed on our side'),
      warn: () => {},
      debug: () => {},
    },
  }
}
