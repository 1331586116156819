import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { atExit } from './at-exit'

export type Ended = { code: number | null; out: Buffer; err: string }
type Options = { input?: string; cwd?: string }
type Builder = { buildCommands(folder: string): Promise<string[]> }

/** The commands as they are built for an image: each start takes a fraction of what their sources take. */
async function build(): Promise<string> {
  const folder = resolve('node_modules/.cache', `datawatch-commands-${process.pid}-${randomUUID().slice(0, 8)}`)
  const { buildCommands }: Builder = await import(pathToFileURL(resolve('scripts/commands.mjs')).href)
  await buildCommands(folder)
  atExit(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'main.mjs')
}
const program = await build()

type Started = { child: ChildProcess; ended: Promise<Ended>; said(text: string): Promise<void> }

/** Starts a command of `datawatch` as a process of its own, with nothing of the configuration of whoever runs the tests. */
export function startDatawatch(args: string[], env: Record<string, string>, { input, cwd }: Options = {}): Started {
  const child = spawn(process.execPath, ['--conditions=react-server', program, ...args], {
    cwd,
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
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
  child.stdout!.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr!.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  child.stdin?.end(input)
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

export const datawatch = (args: string[], env: Record<string, string>, options?: Options) =>
  startDatawatch(args, env, options).ended
