import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { createClient } from '@redis/client'
import { atExit } from './at-exit'
import { freePort } from './server'

/** A redis-server of the test's own, without a file on the disk, to be killed, frozen and started again at the same port. */
export class TestRedis {
  #child: ChildProcess | null = null

  private constructor(
    private readonly program: string,
    readonly port: number,
    private readonly password: string | null,
  ) {}

  static async start(program: string, password: string | null = null): Promise<TestRedis> {
    const redis = new TestRedis(program, await freePort(), password)
    await redis.start()
    return redis
  }

  get url() {
    return `redis://${this.password ? `:${this.password}@` : ''}127.0.0.1:${this.port}`
  }

  async start() {
    const words = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
    const child = spawn(this.program, [...words, ...(this.password ? ['--requirepass', this.password] : [])], {
      cwd: '/tmp',
      stdio: 'ignore',
    })
    child.once(
      'exit',
      atExit(() => child.kill('SIGKILL')),
    )
    this.#child = child
    for (const until = performance.now() + 10_000; performance.now() < until; await pause(20)) {
      const client = createClient({ url: this.url, socket: { reconnectStrategy: false } }).on('error', () => {})
      const answer = await client
        .connect()
        .then(() => client.ping())
        .catch(() => null)
      if (client.isOpen) client.destroy()
      if (answer) return
    }
    throw new Error('redis-server does not answer')
  }

  async kill() {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }

  freeze() {
    this.#child?.kill('SIGSTOP')
  }

  thaw() {
    this.#child?.kill('SIGCONT')
  }

  /** What Redis answers to a question of the test's own. */
  async ask<T>(command: (client: ReturnType<typeof createClient>) => Promise<T>): Promise<T> {
    const client = createClient({ url: this.url }).on('error', () => {})
    await client.connect()
    try {
      return await command(client as ReturnType<typeof createClient>)
    } finally {
      client.destroy()
    }
  }
}
