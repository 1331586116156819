import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function ps(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', `${column}=`], { encoding: 'utf8', timeout: 2000 }).trim()
  } catch {
    return ''
  }
}

function statFields(pid: number): string[] {
  const stat = read(`/proc/${pid}/stat`)
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** Tells one process from a later one with the same id: the boot and the tick it began at. Empty where it is gone. */
export function processIdentity(pid: number): string {
  if (process.platform !== 'linux') return ps(pid, 'lstart')
  const startedAtTick = statFields(pid)[19]
  return startedAtTick ? `${read('/proc/sys/kernel/random/boot_id').trim()}:${startedAtTick}` : ''
}

/** Whether the process runs; one that has ended and waits for its parent does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return process.platform !== 'linux' || statFields(pid)[0] !== 'Z'
}

export function commandLine(pid: number): string {
  if (process.platform !== 'linux') return ps(pid, 'command')
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()
}

/** The folder a process works in, also after that folder was moved; empty where it cannot be told. */
export function workingFolder(pid: number): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}

/** The machine, or the container, in which process ids mean something. */
export const machine = hostname()
