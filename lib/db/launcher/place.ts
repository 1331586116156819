import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Account, canEnter, give } from './account'

/** What the data folder remembers between starts: where the server's own folder is, and its port. */
export type Place = { folder: string; port: number | null }

const name = 'postgres.json'

function read(dataDir: string): Place | undefined {
  try {
    return JSON.parse(readFileSync(join(dataDir, name), 'utf8')) as Place
  } catch {
    return undefined
  }
}

export function remember(dataDir: string, place: Place) {
  const path = join(dataDir, name)
  writeFileSync(`${path}.new`, JSON.stringify(place), { mode: 0o644 })
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
    return realpathSync(dataDir)
  } catch (error) {
    throw new Error(`The data folder ${dataDir} cannot be made: ${(error as Error).message}`)
  }
}

/**
 * The folder that holds the server's data: `postgres` in the data folder, or where root's `nobody` cannot enter that, one
 * of its own under /var, which the data folder remembers.
 */
export function findPlace(dataDir: string, account: Account): Place {
  const kept = read(dataDir)
  const inside = join(dataDir, 'postgres')
  if (kept && kept.folder !== inside && existsSync(kept.folder) && canEnter(account, kept.folder)) return kept
  const folder = canEnter(account, dataDir) ? inside : outside(account)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  give(account, folder)
  const place = { folder, port: kept?.port ?? null }
  remember(dataDir, place)
  return place
}
