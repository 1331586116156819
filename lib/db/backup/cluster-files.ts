import { opendir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { BackupError } from './manifest'

export type ClusterEntry = { path: string; size: number | null }

/** What PostgreSQL makes anew at each start, or what is only true of the running server. The folders stay, empty. */
const emptied = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
])
const left = new Set([
  'postmaster.pid',
  'postmaster.opts',
  'backup_label',
  'backup_label.old',
  'tablespace_map',
  'tablespace_map.old',
  'backup_manifest',
  'current_logfiles',
  'postgresql.auto.conf.tmp',
])
const leftAnywhere = /^(pgsql_tmp.*|pg_internal\.init.*|t\d+_\d+.*)$/

/** Tells how far the database has come: it has to be read last. */
export const controlFile = 'global/pg_control'

/** A database may be dropped while its folder is listed. */
const openIfThere = (path: string) =>
  opendir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })

async function* walk(root: string, folder: string): AsyncGenerator<ClusterEntry> {
  for await (const entry of await openIfThere(join(root, folder))) {
    const path = folder ? `${folder}/${entry.name}` : entry.name
    if (leftAnywhere.test(entry.name) || (!folder && left.has(entry.name)) || path === controlFile) continue
    if (entry.isDirectory()) {
      yield { path, size: null }
      if (!emptied.has(path)) yield* walk(root, path)
    } else if (entry.isFile()) {
      const found = await stat(join(root, path)).catch(() => null)
      if (found) yield { path, size: found.size }
    } else throw new BackupError(`${path} is neither a file nor a folder; tablespaces elsewhere cannot be backed up`)
  }
}

/** The files and folders of a cluster that belong into a backup, the control file last. */
export async function listCluster(data: string): Promise<ClusterEntry[]> {
  const found: ClusterEntry[] = []
  for await (const entry of walk(data, '')) found.push(entry)
  const { size } = await stat(join(data, controlFile))
  return [...found, { path: controlFile, size }]
}
