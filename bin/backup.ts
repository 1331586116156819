import { createWriteStream, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { readConfig } from '@/lib/config/load'
import { findBackedUpSecrets } from '@/lib/config/restored-secrets'
import type { GivenConfig } from '@/lib/config/schema'
import { syncFolder } from '@/lib/db/backup/durable'
import { type Backup, takeBackup } from '@/lib/db/backup/take-backup'
import { bytesProgress } from './bytes-progress'
import type { Asked } from './description'
import { UsageError } from './exit-code'
import { reachDatabase } from './reach-database'
import { sizeWords } from './size-words'
import { stopSignal } from './stop-signal'
import { readVersion } from './version'

const say = (text: string) => process.stderr.write(`${text}\n`)

const elsewhere = `database.url is set: that database is not DataWatch's own, and has means of its own. For one file, while DataWatch runs:
  pg_dump --format=custom --file=datawatch.dump "$DATABASE_URL"
  pg_restore --clean --if-exists --single-transaction --dbname="$DATABASE_URL" datawatch.dump
Keep access.secret (NEXTAUTH_SECRET, or session.secret in the data folder) with it`

type Target = { out: NodeJS.WritableStream; keep(): number; drop(): void }

/** The file under a name of its own until all of it is on the disk. */
function openTarget(file: string): Target {
  if (file === '-') return { out: process.stdout, keep: () => 0, drop: () => {} }
  const path = resolve(file)
  const part = `${path}.part`
  const drop = () => rmSync(part, { force: true })
  drop()
  const descriptor = openSync(part, 'wx', 0o600)
  return {
    out: createWriteStream(part, { fd: descriptor, autoClose: false }),
    keep() {
      fsyncSync(descriptor)
      renameSync(part, path)
      syncFolder(dirname(path))
      return statSync(path).size
    },
    drop,
  }
}

function conclude({ files, bytes, asOf, header }: Backup, size: number, config: GivenConfig) {
  const packed = size > 0 ? `, ${sizeWords(size)} packed` : ''
  say(`${files} files, ${sizeWords(bytes)}${packed}, as of ${asOf.toISOString()}; PostgreSQL ${header.postgres}`)
  const { secrets } = header
  if (secrets.length > 0) say(`Among them the secrets ${secrets.join(', ')}: whoever has the file can use them`)
  else say('Without secrets: what alert channels keep sealed opens only where access.secret is the same')
  if (config.access.secret) say('access.secret is given by the configuration and not in it: keep that too')
}

export async function run({ args, options }: Asked): Promise<number> {
  const file = args[0]!
  const withSecrets = !options.withoutSecrets
  if (file === '-' && process.stdout.isTTY) throw new UsageError('standard output is a terminal: send it into a file')
  const config = readConfig()
  if (config.database.url) throw new Error(elsewhere)
  const signal = stopSignal()
  const target = openTarget(file)
  const bar = bytesProgress()
  let server: Awaited<ReturnType<typeof reachDatabase>> | undefined
  try {
    server = await reachDatabase(config)
    const backup = await takeBackup({
      url: server.url,
      out: target.out as NodeJS.WriteStream,
      secrets: withSecrets ? findBackedUpSecrets(config.database.data_dir) : new Map(),
      version: readVersion(),
      now: () => new Date(),
      begun: bar.begin,
      told: bar.add,
      signal,
    })
    bar.end()
    conclude(backup, target.keep(), config)
    return 0
  } catch (error) {
    target.drop()
    bar.end()
    if (!signal.aborted) throw error
    say('Stopped; there is no backup')
    return 130
  } finally {
    await server?.stop()
  }
}
