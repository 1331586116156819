import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { atExit } from './at-exit'

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (typeof address !== 'object' || !address) throw new Error('no port')
  return address.port
}

/** `databaseUrl`: the database to use; without it the server keeps one of its own in `dataDir`. */
type Options = { databaseUrl?: string; dataDir?: string; port: number; env?: Record<string, string>; program?: string }

/** The production server as a process of its own, to be killed and started again on the same port. */
export class ServerProcess {
  readonly url: string
  #child: ChildProcess | null = null
  #said = ''
  /** What the process logged of requests that it answered 500, also before it was started again. */
  readonly complaints: string[] = []

  constructor(readonly options: Options) {
    this.url = `http://127.0.0.1:${options.port}`
  }

  get pid() {
    return this.#child?.pid
  }

  /** What the process wrote since it was started. */
  get said() {
    return this.#said
  }

  /** The most memory that the process has held, in MiB. */
  get peakMemory() {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8')
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024
  }

  spawn() {
    const { databaseUrl, dataDir, port, env, program = 'server.mjs' } = this.options
    this.#said = ''
    const child = spawn(process.execPath, [program], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        DATABASE_URL: databaseUrl,
        DATAWATCH_DATABASE_DATA_DIR: dataDir,
        DATAWATCH_SERVER_PORT: String(port),
        DATAWATCH_ANOMALY_ENABLED: 'false',
        DATAWATCH_LOG_LEVEL: 'warn',
        ...env,
      },
    })
    const keep = (chunk: Buffer) => {
      const text = chunk.toString()
      this.#said = (this.#said + text).slice(-20_000)
      if (/(request|ingestion) failed/.test(text) && this.complaints.length < 20)
        this.complaints.push(text.slice(0, 2000))
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    this.#child = child
    child.once(
      'exit',
      atExit(() => child.kill('SIGKILL')),
    )
    return child
  }

  /** Starts the process; resolves to the milliseconds until it was ready. */
  async start(): Promise<number> {
    const started = performance.now()
    const child = this.spawn()
    while (performance.now() - started < 60_000) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}: ${this.#said}`)
      const answer = await fetch(`${this.url}/ready`).catch(() => null)
      if (answer?.ok) return performance.now() - started
      await pause(50)
    }
    throw new Error(`the server was not ready within a minute: ${this.#said}`)
  }

  /** Sends a signal and waits for the end; answers the exit code (null after a kill). */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
    return child.exitCode
  }
}
