import { z } from 'zod'

/** The first thing in a backup: whether it fits here, before anything else is read. */
export const headerName = 'datawatch-backup.json'
/** The last: what has to be in it. */
export const manifestName = 'manifest.json'
export const format = 1

export const header = z.object({
  format: z.literal(format),
  datawatch: z.string(),
  postgres: z.string(),
  platform: z.string(),
  started_at: z.iso.datetime(),
  /** About as much as it takes unpacked. */
  bytes: z.number().int().nonnegative(),
  secrets: z.array(z.string()),
})
export type Header = z.infer<typeof header>

const file = z.object({ path: z.string(), size: z.number().int().nonnegative(), sha256: z.string().length(64) })
export type BackedUpFile = z.infer<typeof file>

export const manifest = z.object({
  /** The moment that a restore leads back to, and where in the log that is. */
  as_of: z.iso.datetime(),
  stop_lsn: z.string(),
  files: z.array(file),
})
export type Manifest = z.infer<typeof manifest>

/** A file is no backup, not all of one, or none that can be restored here. */
export class BackupError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'BackupError'
  }
}

const majorOf = (version: string) => /^\d+/.exec(version)?.[0] ?? version
const numbersOf = (version: string) => version.split('.').map((part) => Number.parseInt(part, 10) || 0)

function isNewer(one: string, other: string): boolean {
  const [a, b] = [numbersOf(one), numbersOf(other)]
  const at = a.findIndex((number, index) => number !== (b[index] ?? 0))
  return at >= 0 && a[at]! > (b[at] ?? 0)
}

/** Refuses what these programs cannot read. Throws BackupError. */
export function requireReadable({ postgres, datawatch }: Header, own: { postgres: string; datawatch: string }) {
  if (majorOf(postgres) !== majorOf(own.postgres))
    throw new BackupError(
      `it was made by PostgreSQL ${postgres}, and this is ${own.postgres}: restore it with the DataWatch that made it (${datawatch}), and move the data with pg_dump`,
    )
  if (isNewer(datawatch, own.datawatch))
    throw new BackupError(`it was made by DataWatch ${datawatch}, which is newer than this one (${own.datawatch})`)
}
