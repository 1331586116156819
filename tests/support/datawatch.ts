import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { atExit } from './at-exit'

export type Ended = { code: number | null; out: Buffer; err: string }
type Started = { child: ChildProcess; ended: Promise<Ended>; said(text: string): Promise<void> }

/** Starts a command of `datawatch` as a process of its own, with nothing of the configuration of whoever runs the tests. */
export function startDatawatch(args: string[], env: Record<string, string>): Started {
  const child = spawn(process.execPath, ['bin/datawatch.mjs', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: 'production', TZ: process.env.TZ, ...env },
    detached: true,
  })
  const killed = () => {
    try {
      process.kill(-child.pid!, 'SIGKILL')
    } catch {}
  }
  child.once('exit', atExit(killed))
  const out: Buffer[] = []
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out: Buffer.concat(out), err }))
  return {
    child,
    ended,
    /** Resolves once the command has written this to standard error. */
    async said(text) {
      while (!err.includes(text))
        await Promise.race([once(child.stderr!, 'data'), ended.then(() => Promise.reject(new Error(err)))])
    },
  }
}

/** Kills a command and all that it started in its group at once, as a machine that fails does. */
export async function killDatawatch({ child, ended }: Started) {
  process.kill(-child.pid!, 'SIGKILL')
  await ended
}

export const datawatch = (args: string[], env: Record<string, string>) => startDatawatch(args, env).ended
