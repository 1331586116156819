import 'server-only'
import { once } from 'node:events'
import { connect, isIP, type Socket } from 'node:net'
import { createTransport } from 'nodemailer'
import type { Context } from '@/lib/context/context'
import type { ChannelConfig } from '../channel-secrets'
import { type Range, readRange } from '../outside-address'
import { failed, type Mail, type Outcome, type SendMail } from '../sending'
import { type Resolve, reachable, resolveHost } from './resolve-host'

const deadlineMs = 30_000
const mostBytes = 1024 * 1024
const lookMs = 250
const connectingMs = 8000
const everywhere = ['0.0.0.0/0', '::/0'].map((text) => readRange(text)!)

type Server = {
  host: string
  port: number | undefined
  user: string | undefined
  password: string | undefined
  tls: string | undefined
  from: string
  /** The host of the configuration is trusted, one that was entered is checked as other addresses are. */
  trusted: boolean
}

const words = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** The server that a channel sends by: its own, or that of the configuration. Undefined where there is none. */
function serverOf({ config }: Pick<Context, 'config'>, given: ChannelConfig, fromFile: boolean): Server | undefined {
  const shared = config.alerts.channels.email
  const own = words(given.smtp_host)
  const source: ChannelConfig | undefined = own ? given : shared
  if (!source) return undefined
  return {
    host: String(source.smtp_host),
    port: source.smtp_port as number | undefined,
    user: words(source.smtp_user),
    password: words(source.smtp_password),
    tls: words(source.smtp_tls),
    from: words(given.from) ?? String(source.from),
    trusted: fromFile || !own,
  }
}

/** A connection that ends where the server takes too long in all, or says far more than there is to say. */
async function open(address: string, port: number, patienceMs: number): Promise<{ socket: Socket; free(): void }> {
  const socket = connect({ host: address, port })
  const began = performance.now()
  const watching = setInterval(() => {
    if (performance.now() - began > patienceMs) socket.destroy(new Error(`no answer within ${patienceMs / 1000} s`))
    else if (socket.connecting && performance.now() - began > connectingMs) socket.destroy(new Error('no connection'))
    else if (socket.bytesRead > mostBytes) socket.destroy(new Error('the answer has no end'))
  }, lookMs)
  const free = () => {
    clearInterval(watching)
    socket.destroy()
  }
  try {
    await once(socket, 'connect')
    return { socket, free }
  } catch (error) {
    free()
    throw error
  }
}

type Letter = { to: string[]; mail: Mail; patienceMs: number }

async function send(server: Server, address: string, { to, mail, patienceMs }: Letter): Promise<Outcome> {
  const { host, tls, user, password, from } = server
  const port = server.port ?? (tls === 'tls' ? 465 : 587)
  const connection = await open(address, port, patienceMs).catch((error: Error) => error)
  if (connection instanceof Error) return failed(connection.message)
  const transport = createTransport({
    host: address,
    port,
    connection: connection.socket,
    secure: tls === 'tls' || (tls === undefined && port === 465),
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    tls: isIP(host) ? {} : { servername: host },
    auth: user ? { user, pass: password ?? '' } : undefined,
    greetingTimeout: 8000,
    socketTimeout: 15_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const sent = await transport.sendMail({
      from: { name: 'DataWatch', address: from },
      to: to.map((one) => ({ name: '', address: one })),
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: mail.messageId,
      inReplyTo: mail.inReplyTo,
      references: mail.inReplyTo,
      headers: { 'Auto-Submitted': 'auto-generated' },
      attachments: mail.images.map(({ cid, content }) => ({
        cid,
        content,
        filename: 'chart.png',
        contentType: 'image/png',
      })),
    })
    const refused = sent.rejected.length > 0 ? `; refused for ${sent.rejected.join(', ')}` : ''
    return { ok: true, status: Number(sent.response.slice(0, 3)) || null, answer: `${sent.response}${refused}` }
  } catch (error) {
    const { responseCode, message } = error as Error & { responseCode?: number }
    const status = responseCode ?? null
    return failed(message, { status, permanent: status !== null && status >= 500 })
  } finally {
    connection.free()
  }
}

type Parts = {
  config: ChannelConfig
  fromFile: boolean
  allowed: readonly Range[]
  resolve?: Resolve
  patienceMs?: number
}

/** Sends mail for a channel. The host is resolved once, and what is connected to is the address that was checked. */
export const mailer =
  (
    context: Pick<Context, 'config'>,
    { config, fromFile, allowed, resolve = resolveHost, patienceMs = deadlineMs }: Parts,
  ): SendMail =>
  async (mail) => {
    const server = serverOf(context, config, fromFile)
    if (!server) return failed('There is no mail server: neither the channel names one nor the configuration')
    const own = server.trusted ? [...allowed, ...everywhere] : allowed
    const found = await reachable(server.host, own, resolve)
    const letter = { to: config.to as string[], mail, patienceMs }
    let outcome = await send(server, found[0]!.address, letter)
    for (const { address } of found.slice(1, 2)) {
      if (outcome.ok || outcome.status !== null) break
      outcome = await send(server, address, letter)
    }
    return outcome
  }
