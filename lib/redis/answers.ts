import 'server-only'
import { figures } from '@/lib/runtime/figures'
import type { RedisLink } from './link'

const keptSeconds = 3600
const longest = 1024 * 1024

/** Answers that processes share, each with the stamp by which it holds; how much they take in all is Redis's to bound (`maxmemory`). */
export class Answers {
  /** `identity` names what answers are told from: the database, and the configuration they are told by. */
  constructor(
    private readonly link: RedisLink,
    private readonly identity: string,
  ) {}

  get available() {
    return this.link.state === 'up'
  }

  #key(question: string) {
    return `datawatch:${this.identity}:answer:${question}`
  }

  /** The answer that is kept to a question with its stamp; null where there is none, or Redis is away. */
  async find(question: string): Promise<{ stamp: string; text: string } | null> {
    try {
      const found = await this.link.ask((redis) => redis.get(this.#key(question)))
      const end = found?.indexOf('\n') ?? -1
      return found === null || end < 0 ? null : { stamp: found.slice(0, end), text: found.slice(end + 1) }
    } catch {
      return null
    }
  }

  /** Keeps an answer; nobody waits for that. */
  keep(question: string, stamp: string, answer: unknown) {
    const text = `${stamp}\n${JSON.stringify(answer)}`
    if (text.length > longest) return
    figures.answers.kept += 1
    this.link
      .ask((redis) => redis.set(this.#key(question), text, { expiration: { type: 'EX', value: keptSeconds } }))
      .catch(() => 'it is told anew')
  }
}
