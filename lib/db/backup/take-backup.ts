import 'server-only'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import postgres from 'postgres'
import { ArchiveWriter } from './archive-writer'
import { controlFile, listCluster } from './cluster-files'
import { BackupError, format, type Header, headerName, type Manifest, manifestName } from './manifest'
import { segmentsBetween } from './wal-segments'

type Session = postgres.ReservedSql
/** `asOf`: the moment that a restore leads back to. */
export type Backup = { files: number; bytes: number; asOf: Date; header: Header }

type Parts = {
  /** The superuser's. */
  url: string
  out: Writable
  /** What goes with it from the data folder, by file name. */
  secrets: ReadonlyMap<string, string>
  version: string
  now: () => Date
  /** About as many bytes are going to be read. */
  begun(bytes: number): void
  told(bytes: number): void
  signal?: AbortSignal
}

const slot = `datawatch_backup_${process.pid}`

/** Has the server keep its log from here on for as long as the session lasts, and marks where the backup begins in it. */
async function begin(sql: Session) {
  const [facts] = await sql<{ data: string; version: string; segment: number }[]>`
    select current_setting('data_directory') as data, current_setting('server_version') as version,
      pg_size_bytes(current_setting('wal_segment_size'))::int as segment`
  await sql`select pg_create_physical_replication_slot(${slot}, true, true)`.catch((error: Error) => {
    throw new BackupError(`the log cannot be kept while the files are read (${error.message})`)
  })
  await sql`select pg_backup_start('datawatch', true)`
  return facts!
}

type Stopped = { label: string; tablespaces: string; lsn: string; last: string }

async function end(sql: Session) {
  const [stopped] = await sql<Stopped[]>`
    select labelfile as label, spcmapfile as tablespaces, lsn::text as lsn, pg_walfile_name(lsn) as last
    from pg_backup_stop(false)`
  const first = /\(file ([0-9A-F]{24})\)/.exec(stopped!.label)?.[1]
  if (!first) throw new BackupError(`PostgreSQL does not say where the backup begins: ${stopped!.label}`)
  if (stopped!.tablespaces.trim() !== '') throw new BackupError('tablespaces elsewhere cannot be backed up')
  return { ...stopped!, first }
}

/** Read until it reads the same twice: the server may be writing it. */
async function readControl(data: string): Promise<Buffer> {
  for (let before = Buffer.alloc(0), tries = 0; tries < 100; tries += 1) {
    const now = await readFile(join(data, controlFile))
    if (now.equals(before)) return now
    before = now
  }
  throw new BackupError(`${controlFile} keeps changing`)
}

type Copied = { lsn: string; header: Header; asOf: Date }

async function copy(sql: Session, archive: ArchiveWriter, parts: Parts, startedAt: Date): Promise<Copied> {
  const { data, version, segment } = await begin(sql)
  const listed = await listCluster(data)
  const bytes = listed.reduce((sum, { size }) => sum + (size ?? 0), 0)
  const header: Header = {
    format,
    datawatch: parts.version,
    postgres: version,
    platform: `${process.platform}-${process.arch}`,
    started_at: startedAt.toISOString(),
    bytes,
    secrets: [...parts.secrets.keys()],
  }
  parts.begun(bytes)
  await archive.addText(headerName, `${JSON.stringify(header, null, 2)}\n`)
  for (const [name, secret] of parts.secrets) await archive.addText(`secrets/${name}`, secret)
  await archive.addFolder('data')
  for (const { path, size } of listed) {
    parts.signal?.throwIfAborted()
    if (size === null) await archive.addFolder(`data/${path}`)
    else if (path === controlFile) await archive.addText(`data/${path}`, await readControl(data))
    else await archive.addFile(`data/${path}`, join(data, path))
  }
  const { label, lsn, first, last } = await end(sql)
  const asOf = parts.now()
  await archive.addText('data/backup_label', label)
  for (const name of segmentsBetween(first, last, segment)) {
    parts.signal?.throwIfAborted()
    await archive.addFile(`data/pg_wal/${name}`, join(data, 'pg_wal', name))
    if (archive.files.at(-1)?.path !== `data/pg_wal/${name}`)
      throw new BackupError(`the log's file ${name} was removed while the files were read`)
  }
  return { lsn, header, asOf }
}

/**
 * Writes a backup of the whole server into `out` while it runs: its files as they are read, the log that makes them consistent as
 * of the end, and what it needs to be told from a changed one. Throws BackupError, or what reading and writing throw.
 */
export async function takeBackup(parts: Parts): Promise<Backup> {
  const { url, out, now, told, signal } = parts
  const client = postgres(url, {
    max: 1,
    max_lifetime: null,
    onnotice: () => {},
    connection: { application_name: 'datawatch backup', statement_timeout: 0, idle_session_timeout: 0 },
  })
  const startedAt = now()
  let bytes = 0
  const count = (read: number) => {
    bytes += read
    signal?.throwIfAborted()
    told(read)
  }
  const archive = new ArchiveWriter(out, count, startedAt)
  try {
    const sql = await client.reserve()
    const { lsn, header, asOf } = await copy(sql, archive, parts, startedAt)
    const files = archive.files.slice()
    const manifest: Manifest = { as_of: asOf.toISOString(), stop_lsn: lsn, files }
    await archive.addText(manifestName, JSON.stringify(manifest))
    await archive.finish()
    return { files: files.length, bytes, asOf, header }
  } catch (error) {
    throw (await archive.abandon()) ?? error
  } finally {
    await client.end({ timeout: 1 })
  }
}
