import 'server-only'
import { createClient } from '@redis/client'
import type { Log } from '@/lib/runtime/log'
import { describeFault } from './fault'

type Options = { url: string; log: Log; name: string }
type Client = ReturnType<typeof openClient>
export type LinkState = 'up' | 'connecting' | 'away'

/** Longer than any answer from the same network takes, shorter than anyone would notice. */
const deadlineMs = 50
const connectMs = 2000
/** Asked twice within the time after which a silent connection is given up and another tried. */
const pingMs = 2000
const silentMs = 5000
const againMs = 500

/** Redis did not answer in time, or is not there: whoever asked goes on without it. */
export class RedisAway extends Error {}

const openClient = ({ url, name }: Pick<Options, 'url' | 'name'>) =>
  createClient({
    url,
    name,
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
    pingInterval: pingMs,
    maintNotifications: 'disabled',
    socket: { connectTimeout: connectMs, socketTimeout: silentMs, reconnectStrategy: () => againMs },
  })

/**
 * One connection to Redis, without which everything goes on: a command is answered within 50 ms or fails with `RedisAway`, and once
 * one was not, the next fail at once until Redis is heard from again. It connects again by itself.
 */
export class RedisLink {
  readonly #client: Client
  readonly #waiting = new Set<(up: boolean) => void>()
  #state: LinkState = 'connecting'
  #reason: string | null = null
  #probing = false
  #stopped = false
  /** Commands that failed or were not tried. */
  missed = 0

  constructor(private readonly options: Options) {
    this.#client = openClient(options)
    this.#client.on('ready', () => this.#settle('up', null))
    this.#client.on('error', (error: Error) => this.#settle('away', describeFault(error, options.url)))
  }

  get state() {
    return this.#state
  }

  /** Why it is away, in words; null while it is up or has not been tried. */
  get reason() {
    return this.#reason
  }

  /** For what takes no single answer, such as subscribing. */
  get client(): Client {
    return this.#client
  }

  /** Begins to connect; `changed` is told of each coming and going. Nobody waits for it. */
  start() {
    this.#client.connect().catch(() => 'the error was told as an event')
  }

  /** Told with each coming (true) and going (false). */
  onChange(changed: (up: boolean) => void) {
    this.#waiting.add(changed)
  }

  #settle(state: LinkState, reason: string | null) {
    if (this.#stopped) return
    const before = { state: this.#state, reason: this.#reason }
    this.#state = state
    this.#reason = reason
    const { log, name } = this.options
    if (state === 'away' && (before.state !== 'away' || before.reason !== reason))
      log.warn({ connection: name }, `${reason}; DataWatch goes on without Redis and tries again`)
    if (state === 'up' && before.state === 'away') log.info({ connection: name }, 'Redis is back')
    if ((state === 'up') !== (before.state === 'up')) for (const changed of this.#waiting) changed(state === 'up')
  }

  /** Whatever was not answered in time: nobody waits for Redis again until it has answered this. */
  #probe() {
    if (this.#probing || this.#stopped) return
    this.#probing = true
    this.#settle('away', `Redis at ${new URL(this.options.url).host} did not answer within ${deadlineMs} ms`)
    const heard = () => this.#client.isReady && this.#settle('up', null)
    this.#client
      .ping()
      .then(heard, () => 'it connects anew, and says so')
      .finally(() => {
        this.#probing = false
      })
  }

  /** What Redis answers. Throws `RedisAway`, or what Redis says is wrong with the command. */
  ask<T>(command: (client: Client) => Promise<T>): Promise<T> {
    if (this.#state !== 'up') {
      this.missed += 1
      return Promise.reject(new RedisAway(this.#reason ?? 'Redis is not connected yet'))
    }
    return new Promise((resolve, reject) => {
      let over = false
      const late = () => {
        if (over) return
        this.missed += 1
        this.#probe()
        reject(new RedisAway(`Redis did not answer within ${deadlineMs} ms`))
      }
      // An answer that came while this process was busy is read before it is said to be late.
      const timer = setTimeout(() => setImmediate(late), deadlineMs)
      const end = () => {
        over = true
        clearTimeout(timer)
      }
      command(this.#client).then(
        (answer) => {
          end()
          resolve(answer)
        },
        (error: Error) => {
          end()
          this.missed += 1
          reject(error)
        },
      )
    })
  }

  stop() {
    this.#stopped = true
    this.#waiting.clear()
    if (this.#client.isOpen) this.#client.destroy()
  }
}
