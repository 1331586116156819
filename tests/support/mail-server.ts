import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export type Received = { from: string; to: string[]; user: string | null; raw: string; head: string }

/** A mail server that keeps what it is sent, header lines unfolded. */
export class MailServer {
  readonly received: Received[] = []
  #server: SMTPServer
  #waiting: (() => void)[] = []
  /** Answers each mail with an error while it is set. */
  refusal: { code: number; message: string } | null = null

  private constructor(options: SMTPServerOptions) {
    this.#server = new SMTPServer({
      authOptional: true,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      onAuth: ({ username, password }, _session, done) =>
        password === 'right' ? done(null, { user: username }) : done(new Error('no such user')),
      onData: (stream, session, done) => {
        let raw = ''
        stream.on('data', (part: Buffer) => {
          raw += part.toString('utf8')
        })
        stream.on('end', () => {
          if (this.refusal) {
            const { code, message } = this.refusal
            done(Object.assign(new Error(message), { responseCode: code }))
            return
          }
          const { mailFrom, rcptTo } = session.envelope
          const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
          const from = mailFrom ? mailFrom.address : ''
          const user = session.user ? String(session.user) : null
          this.received.push({ from, to: rcptTo.map(({ address }) => address), user, raw, head })
          done()
          for (const wake of this.#waiting.splice(0)) wake()
        })
      },
      ...options,
    })
    this.#server.on('error', () => {})
  }

  static async open(options: SMTPServerOptions = {}): Promise<MailServer> {
    const made = new MailServer(options)
    made.#server.listen(0, '127.0.0.1')
    await once(made.#server.server, 'listening')
    return made
  }

  get port() {
    return (this.#server.server.address() as AddressInfo).port
  }

  async until(count: number): Promise<Received[]> {
    while (this.received.length < count) await new Promise<void>((wake) => this.#waiting.push(wake))
    return this.received
  }

  close() {
    return new Promise<void>((done) => this.#server.close(done))
  }
}

/** The value of a header, of the first line that has it. */
export const headerOf = ({ head }: Received, name: string) =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? null
