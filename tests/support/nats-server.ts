import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect, headers, type NatsConnection } from '@nats-io/transport-node'
import { atExit } from './at-exit'
import { needProgram } from './debian-package'
import { freePort } from './server'
import { temporaryFolder } from './test-database'

export const nats = await needProgram('nats-server', 'nats-server')

export type Message = { body: unknown; id?: string; subject?: string }

/** A NATS server with JetStream and a stream `CDC` over `cdc.>`, to be killed and started again. */
export class NatsServer {
  readonly #place = temporaryFolder('nats')
  #child: ChildProcess | null = null
  #connection: NatsConnection | null = null

  private constructor(
    readonly port: number,
    private readonly words: string[],
    private readonly login: { user?: string; pass?: string },
  ) {}

  static async start({ user, pass }: { user?: string; pass?: string } = {}) {
    const server = new NatsServer(await freePort(), user && pass ? ['--user', user, '--pass', pass] : [], {
      user,
      pass,
    })
    await server.revive()
    const manager = await jetstreamManager(await server.connection())
    await manager.streams.add({ name: 'CDC', subjects: ['cdc.>'] })
    return server
  }

  get url() {
    return `nats://127.0.0.1:${this.port}`
  }

  async revive() {
    const store = join(this.#place.folder, 'store')
    mkdirSync(store, { recursive: true })
    const words = ['-js', '-a', '127.0.0.1', '-p', String(this.port), '-sd', store, ...this.words]
    const child = spawn(nats.path!, words, { stdio: 'ignore' })
    child.once(
      'exit',
      atExit(() => child.kill('SIGKILL')),
    )
    this.#child = child
    await this.connection()
  }

  async kill() {
    const child = this.#child
    this.#child = null
    if (!child) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  async connection(): Promise<NatsConnection> {
    for (let attempt = 0; ; attempt += 1) {
      if (this.#connection && !this.#connection.isClosed()) return this.#connection
      try {
        this.#connection = await connect({ servers: this.url, reconnect: false, timeout: 2000, ...this.login })
        const known = await jetstreamManager(this.#connection)
        await known.getAccountInfo()
      } catch (error) {
        await this.#connection?.close().catch(() => {})
        this.#connection = null
        if (attempt > 300) throw error
        await pause(50)
      }
    }
  }

  /** Publishes, each message until the server has it; under its id it is kept once. */
  async publish(messages: Message[]) {
    for (let start = 0; start < messages.length; start += 200)
      await Promise.all(messages.slice(start, start + 200).map((message) => this.#publish(message)))
  }

  async #publish({ body, id, subject = 'cdc.shop.orders' }: Message) {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    for (let attempt = 0; ; attempt += 1) {
      try {
        const told = headers()
        if (id) told.set('Nats-Msg-Id', id)
        await jetstream(await this.connection()).publish(subject, text, { headers: told, timeout: 2000 })
        return
      } catch (error) {
        if (attempt > 200) throw error
        await pause(50)
      }
    }
  }

  async consumer(durable = 'datawatch') {
    return (await jetstreamManager(await this.connection())).consumers.info('CDC', durable)
  }

  async stop() {
    await this.#connection?.close().catch(() => {})
    await this.kill()
    this.#place.remove()
  }
}
