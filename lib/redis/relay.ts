import 'server-only'
import type { Log } from '@/lib/runtime/log'
import { RedisLink } from './link'

type Options = { url: string; log: Log; channel: string }
type Heard = { message(payload: string): void; hearing(hears: boolean): void }

/** Hands messages to all processes by Redis's publish and subscribe, for as long as Redis is there. */
export class Relay {
  readonly #listening: RedisLink
  #hears = false

  /** `link` is what is published by; who subscribes needs a connection of its own. */
  constructor(
    private readonly link: RedisLink,
    private readonly options: Options,
  ) {
    this.#listening = new RedisLink({ ...options, name: 'datawatch-live' })
  }

  /** Whether what others publish is heard. */
  get hears() {
    return this.#hears
  }

  /** Subscribes whenever Redis is there; `hearing` is told with each change of that. */
  start({ message, hearing }: Heard) {
    const { channel, log } = this.options
    const tell = (hears: boolean) => {
      if (this.#hears === hears) return
      this.#hears = hears
      hearing(hears)
    }
    let subscribed = false
    this.#listening.onChange((up) => {
      if (!up || subscribed) return tell(up)
      this.#listening.client.subscribe(channel, message).then(
        () => {
          subscribed = true
          tell(this.#listening.state === 'up')
        },
        (error) =>
          log.warn({ err: error }, 'live updates cannot be subscribed to in Redis; the database hands them on'),
      )
    })
    this.#listening.start()
  }

  /** Whether Redis took the message. */
  async publish(payload: string): Promise<boolean> {
    const { channel } = this.options
    return this.link
      .ask((redis) => redis.publish(channel, payload))
      .then(
        () => true,
        () => false,
      )
  }

  stop() {
    this.#hears = false
    this.#listening.stop()
  }
}
