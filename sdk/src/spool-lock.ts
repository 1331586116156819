import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

type Owner = { pid: number; host: string; token: string }

const held = new Set<string>()

function isAlive({ pid, host }: Owner): boolean {
  if (host !== hostname()) return true
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function readOwner(file: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Owner
  } catch {
    return undefined
  }
}

const isThere = (error: unknown) => (error as NodeJS.ErrnoException).code === 'EEXIST'

/** Takes a folder for this process; answers how to give it back. Throws where another process has it; one that is dead does not. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  if (held.has(folder)) throw new Error(`The spool ${folder} is in use by this process already`)
  const file = join(folder, 'lock')
  const owner = JSON.stringify({ pid: process.pid, host: hostname(), token: randomUUID() } satisfies Owner)
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      await writeFile(file, owner, { flag: 'wx' })
      held.add(folder)
      return async () => {
        held.delete(folder)
        await rm(file, { force: true })
      }
    } catch (error) {
      if (!isThere(error)) throw error
    }
    const found = await readOwner(file)
    if (found && isAlive(found))
      throw new Error(`The spool ${folder} is in use by process ${found.pid} on ${found.host}`)
    await rename(file, `${file}.${randomUUID()}.stale`).catch(() => {})
  }
  throw new Error(`The spool ${folder} could not be locked`)
}
