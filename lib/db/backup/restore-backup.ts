import 'server-only'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { keptSecret } from '@/lib/config/kept-secret'
import { give, serverEnvironment } from '../launcher/account'
import { prepareBinaries } from '../launcher/binaries'
import { superuser } from '../launcher/cluster'
import { claimDataFolder } from '../launcher/owner'
import { findPlace, openDataFolder } from '../launcher/place'
import { findPort } from '../launcher/port'
import { findPostmaster, stopPostmaster } from '../launcher/postmaster'
import { type Installation, startServer } from '../launcher/server'
import { BackupError, type Header, requireReadable } from './manifest'
import { type ReadBackup, readBackup, type Taker } from './read-backup'
import { recoverWithPassword } from './recover'
import { clearStaging, finishSwap, stagingPrefix, swapIn } from './swap'
import { unpackInto } from './unpack'

type Secrets = ReadonlyMap<string, string>

type Parts = {
  dataDir: string
  input: Readable
  /** Of DataWatch. */
  version: string
  now: () => Date
  /** Removes what was there before. */
  discards: boolean
  begun(header: Header): void
  told(bytes: number): void
  recovering(): void
  /** Looks at the restored database while it runs aside; where it throws, what is there stays. */
  check(url: string, secrets: Secrets): Promise<void>
  /** Called once all is well, before the restored data takes the place. */
  keepSecrets(root: string, secrets: Secrets): void
  signal?: AbortSignal
}

/** `kept`: where that is what was there before; null where there was nothing, or it was discarded. */
export type Restored = ReadBackup & { kept: string | null }

/** What must stay free beside what is unpacked, for the log that recovery writes. */
const reserveBytes = 128 * 1024 ** 2

function postgresVersion(native: string): string {
  const said = execFileSync(join(native, 'bin/postgres'), ['--version'], { encoding: 'utf8', env: serverEnvironment })
  return said.trim().split(' ').at(-1) ?? said
}

async function requireRoom(folder: string, bytes: number) {
  const { bavail, bsize } = await statfs(folder)
  const MiB = (size: number) => `${Math.ceil(size / 1024 ** 2)} MiB`
  const [free, needed] = [bavail * bsize, bytes + reserveBytes]
  if (free < needed) throw new BackupError(`it needs ${MiB(needed)} unpacked, and ${folder} has ${MiB(free)} left`)
}

async function* counted(chunks: AsyncIterable<Buffer>, { told, signal }: Pick<Parts, 'told' | 'signal'>) {
  for await (const chunk of chunks) {
    signal?.throwIfAborted()
    told(chunk.length)
    yield chunk
  }
}

/** Runs the restored server aside for as long as it is looked at. */
async function look(installation: Installation, password: string, work: (url: string) => Promise<void>) {
  const server = await startServer(installation, await findPort(null))
  try {
    await work(`postgres://${superuser}:${password}@127.0.0.1:${server.port}/datawatch`)
  } finally {
    await stopPostmaster(server)
  }
}

function requireStopped(data: string) {
  const running = existsSync(data) ? findPostmaster(data) : undefined
  if (running)
    throw new Error(
      `PostgreSQL (process ${running.pid}) runs on ${data}, left by a DataWatch that was killed. Stop it with "kill -INT ${running.pid}"`,
    )
}

const stampOf = (at: Date) => at.toISOString().slice(0, 19).replace(/[-:]/g, '')

/**
 * Puts what a backup holds in the place of a data folder's database. It is unpacked beside, verified, recovered and looked at before
 * anything is replaced; what was there is kept under another name.
 * @throws DataFolderInUseError where DataWatch runs on the folder; BackupError where the backup is not whole or does not fit
 */
export async function restoreBackup(parts: Parts): Promise<Restored> {
  const { dataDir, input, version, discards, signal } = parts
  const root = openDataFolder(dataDir)
  const claim = await claimDataFolder(root)
  try {
    finishSwap(root)
    const { account, folder } = findPlace(root)
    const data = join(folder, 'data')
    requireStopped(data)
    await clearStaging(folder)
    const native = prepareBinaries(account, () => folder)
    const staging = `${stagingPrefix}${process.pid}`
    const aside = join(folder, staging)
    mkdirSync(aside, { mode: 0o700 })
    give(account, aside)
    try {
      const { taker, secrets } = unpackInto(aside, account)
      const watched: Taker = {
        ...taker,
        async begin(header) {
          requireReadable(header, { postgres: postgresVersion(native), datawatch: version })
          await requireRoom(folder, header.bytes)
          parts.begun(header)
        },
        file: (path, chunks) => taker.file(path, counted(chunks, parts)),
      }
      const read = await readBackup(input, watched)
      parts.recovering()
      const installation = { native, data: join(aside, 'data'), account, logFile: join(root, 'postgres.log') }
      const { secret: password } = keptSecret(root, 'postgres.password')
      await recoverWithPassword(installation, password, signal)
      await look(installation, password, (url) => parts.check(url, secrets))
      signal?.throwIfAborted()
      parts.keepSecrets(root, secrets)
      const kept = existsSync(data) ? `data.before-restore-${stampOf(parts.now())}` : null
      swapIn(root, { folder, staging, kept: kept ?? 'data.before-restore' })
      if (kept && discards) rmSync(join(folder, kept), { recursive: true, force: true })
      return { ...read, kept: kept && !discards ? join(folder, kept) : null }
    } finally {
      rmSync(aside, { recursive: true, force: true })
    }
  } finally {
    claim.release()
  }
}
