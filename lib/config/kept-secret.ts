import { randomBytes } from 'node:crypto'
import { chownSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

function read(path: string) {
  try {
    return readFileSync(path, 'utf8').trim() || undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * The secret kept in a file of the data folder (mode 0600), made at the first call; whoever races for it gets the same one. It belongs to
 * whom the folder belongs to.
 */
export function keptSecret(
  dataDir: string,
  name: string,
  prefix = '',
): { secret: string; path: string; made: boolean } {
  const path = join(dataDir, name)
  const kept = read(path)
  if (kept) return { secret: kept, path, made: false }
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, `${prefix}${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  const { uid, gid } = statSync(dataDir)
  try {
    if (process.getuid?.() === 0) chownSync(draft, uid, gid)
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  const secret = read(path)
  if (!secret) throw new Error(`${path} is empty; remove it to have a new one made`)
  return { secret, path, made: true }
}
