import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import postgres from 'postgres'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { atExit } from './at-exit'

const silent = { info: () => {}, warn: () => {} }

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return 0
  }
}

const childrenOf = (pid: number) =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number)

/** The process id of the server whose data lies in this folder, or 0. */
export function postmasterOf(data: string): number {
  try {
    return Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return 0
  }
}

/** Kills a server with all its processes, frozen ones too. */
export function killServer(data: string) {
  const pid = postmasterOf(data)
  if (pid > 0) for (const one of [pid, ...childrenOf(pid)]) signal(one, 'SIGKILL')
}

/** Stops every process of a server as it stands; answers what has them go on. */
export function freezeServer(data: string): () => void {
  const pid = postmasterOf(data)
  const all = [pid, ...childrenOf(pid)]
  for (const one of all) signal(one, 'SIGSTOP')
  return () => {
    for (const one of all) signal(one, 'SIGCONT')
  }
}

/** A folder that is removed at the end, after what `before` does; `nobody`, as whom PostgreSQL runs, may enter it. */
export function temporaryFolder(name: string, before: (folder: string) => void = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), `datawatch-${name}-`))
  chmodSync(folder, 0o711)
  const remove = () => {
    before(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  }
  const stay = atExit(remove)
  return {
    folder,
    remove: () => {
      stay()
      remove()
    },
  }
}

const mount = (...words: string[]) => execFileSync('mount', words, { stdio: 'pipe' })

/**
 * A PostgreSQL of the test's own, to be crashed, frozen, restarted and, on a disk of `diskMb` MiB, filled. Its launcher runs in this
 * process and starts it again whenever it has ended.
 */
export class TestDatabase {
  private constructor(
    readonly url: string,
    readonly data: string,
    private readonly dataDir: string,
    private readonly release: () => Promise<void>,
  ) {}

  static async start({ diskMb }: { diskMb?: number } = {}): Promise<TestDatabase> {
    const place = temporaryFolder('faults', (folder) => {
      killServer(join(folder, 'postgres/data'))
      if (diskMb) execFileSync('umount', ['--lazy', folder], { stdio: 'pipe' })
    })
    const { folder } = place
    if (diskMb) mount('-t', 'tmpfs', '-o', `size=${diskMb}m,mode=0711`, 'tmpfs', folder)
    const server = await startEmbeddedPostgres({ dataDir: folder, log: silent })
    return new TestDatabase(server.url, join(folder, 'postgres/data'), folder, async () => {
      await server.stop()
      place.remove()
    })
  }

  /** Why no disk of a size of its own can be had here, or null. */
  static diskObstacle(): string | null {
    const place = temporaryFolder('disk')
    try {
      mount('-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place.folder)
      execFileSync('umount', [place.folder])
      return null
    } catch (error) {
      return `a small tmpfs cannot be mounted here (${(error as Error).message.trim().split('\n').at(-1)}); run it as root`
    } finally {
      place.remove()
    }
  }

  /** Gives the disk another size. */
  resizeDisk(mb: number) {
    mount('-o', `remount,size=${mb}m`, this.dataDir)
  }

  /** An empty database in the same server; answers its URL. */
  async create(name: string): Promise<string> {
    const sql = this.connect()
    await sql.unsafe(`create database ${name}`)
    await sql.end()
    return Object.assign(new URL(this.url), { pathname: `/${name}` }).toString()
  }

  connect(url = this.url) {
    return postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 5 })
  }

  /** How often the server has given up by itself, as its log tells. */
  get panics(): number {
    return readFileSync(join(this.dataDir, 'postgres.log'), 'utf8').split('PANIC:').length - 1
  }

  /** Stops as `pg_ctl stop -m immediate` does: no checkpoint, recovery at the next start. */
  crash() {
    signal(postmasterOf(this.data), 'SIGQUIT')
  }

  /** Stops as `pg_ctl stop -m fast` does; the launcher starts it again. */
  restart() {
    signal(postmasterOf(this.data), 'SIGINT')
  }

  #all(name: NodeJS.Signals) {
    const pid = postmasterOf(this.data)
    if (pid > 0) for (const one of [pid, ...childrenOf(pid)]) signal(one, name)
  }

  freeze() {
    this.#all('SIGSTOP')
  }

  thaw() {
    this.#all('SIGCONT')
  }

  /** Resolves once the server answers again. */
  async answers(withinMs = 60_000) {
    for (const until = performance.now() + withinMs; performance.now() < until; await pause(25)) {
      const sql = postgres(this.url, { max: 1, connect_timeout: 2, fetch_types: false, onnotice: () => {} })
      const up = await sql`select 1`.then(
        () => true,
        () => false,
      )
      sql.end({ timeout: 0 }).catch(() => {})
      if (up) return
    }
    throw new Error(`the database does not answer after ${withinMs / 1000} s`)
  }

  async stop() {
    this.thaw()
    await this.release()
  }
}
