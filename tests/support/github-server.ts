import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

type Email = { email: string; primary: boolean; verified: boolean }
type Account = { id: number; login: string; email: string | null; emails: Email[] }

/** What of a GitHub Enterprise server signing in takes: it lets in whom the test says, and answers by its documentation. */
export class GitHubServer {
  account: Account = { id: 1, login: 'octo', email: null, emails: [] }
  #issued = new Map<string, Account>()

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<GitHubServer> {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const own = new GitHubServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    server.on('request', async (request, response) => {
      const { status, headers, body } = await own.#answer(request)
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
      response.end(JSON.stringify(body))
    })
    return own
  }

  async #answer(
    request: IncomingMessage,
  ): Promise<{ status: number; headers?: Record<string, string>; body?: unknown }> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url)
    if (pathname === '/login/oauth/authorize') {
      const back = new URL(searchParams.get('redirect_uri') ?? '')
      back.searchParams.set('code', this.#issue('code'))
      back.searchParams.set('state', searchParams.get('state') ?? '')
      return { status: 302, headers: { location: back.href } }
    }
    if (pathname === '/login/oauth/access_token') {
      let text = ''
      for await (const part of request) text += part
      const code = new URLSearchParams(text).get('code') ?? ''
      if (!this.#issued.delete(code)) return { status: 200, body: { error: 'bad_verification_code' } }
      return {
        status: 200,
        body: { access_token: this.#issue('token'), token_type: 'bearer', scope: 'read:user,user:email' },
      }
    }
    const account = this.#issued.get(/^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '')
    if (!account) return { status: 401, body: { message: 'Bad credentials' } }
    const { emails, ...user } = account
    return { status: 200, body: pathname === '/api/v3/user/emails' ? emails : user }
  }

  #issue(kind: string): string {
    const text = `${kind}-${this.#issued.size}-${Math.random()}`
    this.#issued.set(text, this.account)
    return text
  }

  /** Goes through its page; answers where it leads back to. */
  async signIn(start: string): Promise<URL> {
    const answer = await fetch(start, { redirect: 'manual' })
    return new URL(answer.headers.get('location') ?? '')
  }

  async stop() {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }
}
