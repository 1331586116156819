import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

export type Claims = { name?: string; email?: string; email_verified?: boolean }
export const app = { client_id: 'datawatch', client_secret: 'a secret of the tests of providers' }

/** An OpenID provider on loopback, the one that its foundation certifies, whose people the test names. */
export class IdentityProvider {
  readonly people = new Map<string, Claims>()
  #cookies = new Map<string, string>()

  private constructor(
    private readonly server: Server,
    readonly issuer: string,
  ) {}

  static async start(redirect: string): Promise<IdentityProvider> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const own = new IdentityProvider(server, issuer)
    const provider = new Provider(issuer, {
      clients: [{ ...app, redirect_uris: [redirect], response_types: ['code'], grant_types: ['authorization_code'] }],
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      conformIdTokenClaims: false,
      cookies: { keys: ['a key of the tests'] },
      findAccount: (_context, id) => ({ accountId: id, claims: async () => ({ sub: id, ...own.people.get(id) }) }),
    })
    server.on('request', provider.callback())
    return own
  }

  async #visit(url: string, form?: Record<string, string>): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      headers: { cookie },
      body: form && new URLSearchParams(form),
      redirect: 'manual',
    })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value) this.#cookies.set(name, value)
      else this.#cookies.delete(name)
    }
    return answer
  }

  /** Goes through the pages of the provider as somebody; answers where it leads back to. */
  async signIn(start: string, somebody: string): Promise<URL> {
    this.#cookies.clear()
    let next = new URL(start)
    for (let step = 0; step < 12; step += 1) {
      const isForm = next.pathname.startsWith('/interaction/')
      const answer = await this.#visit(next.href, isForm ? await this.#fill(next, somebody) : undefined)
      const location = answer.headers.get('location')
      if (!location) throw new Error(`${next.pathname} answered ${answer.status}: ${await answer.text()}`)
      next = new URL(location, next)
      if (next.origin !== this.issuer) return next
    }
    throw new Error('the provider did not lead back')
  }

  /** What its page asks for: who somebody is, or whether that is agreed to. */
  async #fill(page: URL, somebody: string): Promise<Record<string, string>> {
    const text = await (await this.#visit(page.href)).text()
    return text.includes('name="login"') ? { prompt: 'login', login: somebody, password: 'x' } : { prompt: 'consent' }
  }

  async stop() {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }
}
