import { randomBytes } from 'node:crypto'
import {
  chownSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** A new secret: 256 random bits. */
export const makeSecret = () => randomBytes(32).toString('base64url')

/** The secret kept in a file of the data folder, if there is one. */
export function findSecret(dataDir: string, name: string): string | undefined {
  try {
    return readFileSync(join(dataDir, name), 'utf8').trim() || undefined
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}

/** A draft beside the file (mode 0600) that belongs to whom the folder belongs to. */
function writeDraft(dataDir: string, name: string, content: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const draft = join(dataDir, `${name}.${process.pid}.${randomBytes(4).toString('hex')}`)
  const file = openSync(draft, 'wx', 0o600)
  try {
    writeFileSync(file, `${content}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  const { uid, gid } = statSync(dataDir)
  if (process.getuid?.() === 0) chownSync(draft, uid, gid)
  return draft
}

/** Has the secret be this one from now on, whole or not at all. */
export function replaceSecret(dataDir: string, name: string, content: string) {
  renameSync(writeDraft(dataDir, name, content), join(dataDir, name))
}

/** The secret kept in a file of the data folder (mode 0600), made at the first call; whoever races for it gets the same one. */
export function keptSecret(dataDir: string, name: string): { secret: string; path: string; made: boolean } {
  const path = join(dataDir, name)
  const kept = findSecret(dataDir, name)
  if (kept) return { secret: kept, path, made: false }
  const draft = writeDraft(dataDir, name, makeSecret())
  try {
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  const secret = findSecret(dataDir, name)
  if (!secret) throw new Error(`${path} is empty; remove it to have a new one made`)
  return { secret, path, made: true }
}
