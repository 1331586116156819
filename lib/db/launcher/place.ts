import {
  accessSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { type Account, canEnter, give, serverAccount } from './account'

/** What the data folder remembers between starts: where the server's own folder is, and its port. */
export type Place = { folder: string; port: number | null }

const name = 'postgres.json'
const inside = 'postgres'

function read(dataDir: string): Place | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, name), 'utf8')) as Place
  } catch {
    return undefined
  }
}

export function remember(dataDir: string, { folder, port }: Place) {
  const kept = folder === join(dataDir, inside) ? inside : folder
  replaceFile(join(dataDir, name), JSON.stringify({ folder: kept, port }), 0o644)
}

/** Writes a file whole or not at all, also over one that another user left. */
export function replaceFile(path: string, content: string, mode: number) {
  writeFileSync(`${path}.new`, content, { mode })
  renameSync(`${path}.new`, path)
}

function outside(account: Account): string {
  for (const parent of ['/var/lib', '/var/tmp']) {
    try {
      if (!canEnter(account, parent)) continue
      return mkdtempSync(join(parent, 'datawatch-'))
    } catch {}
  }
  throw new Error('No folder was found that the account "nobody" can enter; start as another user or set DATABASE_URL')
}

/** Makes the data folder and returns its real path. */
export function openDataFolder(dataDir: string): string {
  try {
    mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    return realpathSync(dataDir)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const cause =
      code === 'EACCES' ? 'it belongs to another user; start as that user or choose another folder' : message
    throw new Error(`The data folder ${dataDir} cannot be used: ${cause}`)
  }
}

/**
 * The folder that holds the server's data and who runs it. Data that exists stays where it is, with the account that owns
 * it; else it is `postgres` in the data folder, or where root's `nobody` cannot enter that, a folder of its own under
 * /var, which the data folder remembers.
 */
export function findPlace(dataDir: string): Place & { account: Account } {
  const kept = read(dataDir)
  for (const name of [kept?.folder ?? inside, inside]) {
    const folder = resolve(dataDir, name)
    const made = statSync(join(folder, 'data'), { throwIfNoEntry: false })
    if (made) return { folder, port: kept?.port ?? null, account: serverAccount() && { uid: made.uid, gid: made.gid } }
  }
  const account = serverAccount()
  const folder = canEnter(account, dataDir) ? join(dataDir, inside) : outside(account)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  give(account, folder)
  const place = { folder, port: kept?.port ?? null }
  remember(dataDir, place)
  return { ...place, account }
}
