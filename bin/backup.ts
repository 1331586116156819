import { createWriteStream, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '@/lib/config/load'
import { findBackedUpSecrets } from '@/lib/config/restored-secrets'
import type { GivenConfig } from '@/lib/config/schema'
import { syncFolder } from '@/lib/db/backup/durable'
import { type Backup, takeBackup } from '@/lib/db/backup/take-backup'
import { bytesProgress } from './bytes-progress'
import { runCommand, UsageError } from './command'
import { reachDatabase } from './reach-database'
import { sizeWords } from './size-words'
import { stopSignal } from './stop-signal'
import { readVersion } from './version'

const usage = `usage: datawatch backup FILE [--without-secrets]

Writes the embedded database, as it is when the command ends, into FILE (a compressed archive), also while DataWatch runs. "-" is
standard output. FILE appears once it is whole, and replaces one of that name. In it are also the secrets that the data folder
keeps, without which the secrets of alert channels do not open: keep it as you keep those.

  --without-secrets  leaves them out

Ends with 0 where the backup is whole, 2 where there is none, 130 where it was stopped.
`

const say = (text: string) => process.stderr.write(`${text}\n`)

function readOptions() {
  const boolean = { type: 'boolean', default: false } as const
  try {
    const { values, positionals } = parseArgs({
      options: { help: boolean, 'without-secrets': boolean },
      allowPositionals: true,
    })
    const [file, ...more] = positionals
    if (!values.help && (!file || more.length > 0)) throw new UsageError('expected one FILE, or - for standard output')
    if (file === '-' && process.stdout.isTTY) throw new UsageError('standard output is a terminal: send it into a file')
    return { help: values.help, file: file ?? '', withSecrets: !values['without-secrets'] }
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError((error as Error).message)
  }
}

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

async function run(): Promise<number> {
  const { help, file, withSecrets } = readOptions()
  if (help) {
    process.stdout.write(usage)
    return 0
  }
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

runCommand('backup', usage, run)
