import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { commandLine, isRunning, processIdentity, workingFolder } from './process-facts'

export type Postmaster = { pid: number; identity: string; port: number; status: string }

/** What `postmaster.pid` says, or undefined where there is none or it is only half written. */
export function readPostmaster(data: string): Postmaster | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    if (!Number.isInteger(pid) || pid <= 0) return undefined
    return { pid, identity: processIdentity(pid), port: Number(lines[3] || 0), status: (lines[7] ?? '').trim() }
  } catch {
    return undefined
  }
}

/** The server that already runs on this data, if any. A pid file of a dead process or of another program is removed. */
export function findPostmaster(data: string): Postmaster | undefined {
  const found = readPostmaster(data)
  const command = found && isRunning(found.pid) ? commandLine(found.pid) : ''
  const isOurs = found && (workingFolder(found.pid) === data || command.includes(data))
  if (isOurs && command.includes('postgres')) return found
  rmSync(join(data, 'postmaster.pid'), { force: true })
  return undefined
}

/** Whether this server was started with exactly this command line. */
export function startedWith(data: string, command: string[]): boolean {
  const [program, ...args] = command
  try {
    const options = readFileSync(join(data, 'postmaster.opts'), 'utf8').trim()
    return options === [program, ...args.map((arg) => `"${arg}"`)].join(' ')
  } catch {
    return false
  }
}

export const stillRuns = ({ pid, identity }: Pick<Postmaster, 'pid' | 'identity'>) =>
  isRunning(pid) && processIdentity(pid) === identity

function send(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Stops a server: fast (SIGINT), then immediately (SIGQUIT), then by force, each within a bound. */
export async function stopPostmaster(postmaster: Pick<Postmaster, 'pid' | 'identity'>): Promise<void> {
  const steps = [
    ['SIGINT', 10_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 3_000],
  ] as const
  for (const [signal, boundMs] of steps) {
    if (!stillRuns(postmaster)) return
    send(postmaster.pid, signal)
    send(postmaster.pid, 'SIGCONT')
    for (const until = Date.now() + boundMs; Date.now() < until && stillRuns(postmaster); ) await pause(20)
  }
  if (stillRuns(postmaster)) throw new Error(`PostgreSQL (process ${postmaster.pid}) does not stop`)
}
