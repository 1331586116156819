import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { atExit } from '@/tests/support/at-exit'

const packages = { 'victoria-metrics': 'victoria-metrics', prometheus: 'prometheus', promtool: 'prometheus' } as const

/** The command that installs what is missing of the systems to compare with; null where nothing is. */
export function missingPeers(): string | null {
  const missing = Object.entries(packages).filter(([program]) => spawnSync('which', [program]).status !== 0)
  return missing.length === 0 ? null : `apt-get install ${[...new Set(missing.map(([, name]) => name))].join(' ')}`
}

export const makeFolder = (name: string) => mkdtempSync(join(tmpdir(), `datawatch-${name}-`))

/** Runs a server over a folder, which goes when it is stopped, and waits until `url` answers. */
export async function startPeer(program: string, args: string[], { url, folder }: { url: string; folder: string }) {
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-4000)
  })
  const forget = atExit(() => child.kill('SIGKILL'))
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}: ${said}`)
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      break
    await pause(50)
  }
  return async () => {
    forget()
    if (child.exitCode === null) {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    }
    rmSync(folder, { recursive: true, force: true })
  }
}
