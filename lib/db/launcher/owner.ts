import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { commandLine, isRunning, machine, processIdentity } from './process-facts'

type Owner = { pid: number; identity: string; machine: string; command: string; since: string; token: string }

const beatMs = 1000
const silentMs = 4000
const attempts = 10

/** The data folder belongs to another process that is alive. */
export class DataFolderInUseError extends Error {
  constructor(dataDir: string, owner: Owner) {
    const where = owner.machine === machine ? '' : ` on ${owner.machine}`
    super(
      `${dataDir} is in use by process ${owner.pid}${where} (${owner.command}), running since ${owner.since}. ` +
        'Stop it, or give this one a folder of its own with DATAWATCH_DATABASE_DATA_DIR.',
    )
    this.name = 'DataFolderInUseError'
  }
}

function readOwner(path: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner
  } catch {
    return undefined
  }
}

function isAlive(owner: Owner, path: string): boolean {
  if (owner.machine === machine) return isRunning(owner.pid) && processIdentity(owner.pid) === owner.identity
  try {
    return Date.now() - statSync(path).mtimeMs < silentMs
  } catch {
    return false
  }
}

/** Whether an owner is alive for longer than a process that was killed takes to end. */
async function staysAlive(owner: Owner, path: string): Promise<boolean> {
  for (let looks = 0; looks < 5; looks += 1) {
    if (!isAlive(owner, path)) return false
    await pause(100)
  }
  return isAlive(owner, path)
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Moves a dead owner's file away; where another process has just replaced it, that one is put back. */
function removeStale(path: string, stale: Owner | undefined, token: string) {
  const aside = `${path}.${token}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  const moved = readOwner(aside)
  if (moved && moved.token !== stale?.token) tryLink(aside, path)
  rmSync(aside, { force: true })
}

/**
 * Makes this process the owner of the data folder until `release`. A file left by a process that is dead, or whose id is
 * another program's by now, is taken over; one from another machine or container is, once it has been silent for 4 s.
 * @throws DataFolderInUseError naming the owner
 */
export async function claimDataFolder(dataDir: string): Promise<{ release(): void }> {
  const path = join(dataDir, 'owner.json')
  const token = randomBytes(8).toString('hex')
  const own: Owner = {
    pid: process.pid,
    identity: processIdentity(process.pid),
    machine,
    command: commandLine(process.pid).slice(0, 200),
    since: new Date(Date.now() - process.uptime() * 1000).toISOString(),
    token,
  }
  const draft = `${path}.${token}.new`
  writeFileSync(draft, JSON.stringify(own), { mode: 0o644 })
  try {
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (tryLink(draft, path)) {
        if (attempt > 0) await pause(50)
        if (readOwner(path)?.token === token) return { release: keep(path, token) }
      }
      const owner = readOwner(path)
      if (owner && (await staysAlive(owner, path))) throw new DataFolderInUseError(dataDir, owner)
      removeStale(path, owner, token)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  throw new Error(`${dataDir} cannot be claimed: ${path} keeps changing hands`)
}

function keep(path: string, token: string) {
  const mine = () => readOwner(path)?.token === token
  const beat = setInterval(() => {
    const now = new Date()
    if (mine()) utimesSync(path, now, now)
  }, beatMs)
  beat.unref()
  return () => {
    clearInterval(beat)
    if (mine()) rmSync(path, { force: true })
  }
}
