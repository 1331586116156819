import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findPostmaster, stopPostmaster } from '../launcher/postmaster'
import { syncFolder, writeDurably } from './durable'

/** What is restored is made ready under such a name, which a start clears away. */
export const stagingPrefix = 'new-restore-'
const journalName = 'restore.json'

/** In `folder` the data of `staging` takes the place of `data`, which becomes `kept`. */
type Swap = { folder: string; staging: string; kept: string }

function readJournal(root: string): Swap | undefined {
  try {
    return JSON.parse(readFileSync(join(root, journalName), 'utf8')) as Swap
  } catch {
    return undefined
  }
}

/** Each step is done once, however often this is called. */
function carryOut(root: string, { folder, staging, kept }: Swap) {
  const ready = join(folder, staging, 'data')
  const data = join(folder, 'data')
  if (existsSync(ready)) {
    if (existsSync(data)) renameSync(data, join(folder, kept))
    renameSync(ready, data)
    syncFolder(folder)
  }
  rmSync(join(folder, staging), { recursive: true, force: true })
  rmSync(join(root, journalName), { force: true })
}

/**
 * Puts restored data in the place of what is there, which is kept under another name. It is decided at once: killed in the middle, the
 * next start goes on with it.
 */
export function swapIn(root: string, swap: Swap) {
  writeDurably(join(root, journalName), JSON.stringify(swap))
  carryOut(root, swap)
}

/** Carries out what a restore had decided when it was killed. */
export function finishSwap(root: string) {
  const swap = readJournal(root)
  if (swap) carryOut(root, swap)
}

/** Clears away what a restore was making ready when it was killed. */
export async function clearStaging(folder: string): Promise<void> {
  for (const left of readdirSync(folder).filter((name) => name.startsWith(stagingPrefix))) {
    const running = findPostmaster(join(folder, left, 'data'))
    if (running) await stopPostmaster(running)
    rmSync(join(folder, left), { recursive: true, force: true })
  }
}
