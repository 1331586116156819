import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** Where servers lie, also for those whose PATH does not say so. */
const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/sbin']

export type Program = { path: string; missing: null } | { path: null; missing: string }

const find = (name: string) => folders.map((folder) => join(folder, name)).find((path) => existsSync(path))

const apt = (...words: string[]) =>
  run('apt-get', ['-o', 'DPkg::Lock::Timeout=600', '-y', ...words], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 600_000,
    maxBuffer: 64 * 1024 * 1024,
  })

async function install(name: string): Promise<string | null> {
  const words = ['install', '--no-install-recommends', name]
  try {
    await apt(...words).catch(() => apt('update').then(() => apt(...words)))
    return null
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string }
    return (stderr.trim() || message).split('\n').at(-1) ?? ''
  }
}

/**
 * The path of a program, installed from its Debian package where it is absent and this is root; else why it cannot be had,
 * for the reason of a skipped test. `name` is that of a program, or a path where it lies in no PATH.
 */
export async function needProgram(name: string, packageName: string): Promise<Program> {
  const look = () => (name.startsWith('/') ? (existsSync(name) ? name : undefined) : find(name))
  const there = look()
  if (there) return { path: there, missing: null }
  const lacks = `${name} is not here (Debian package ${packageName})`
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return { path: null, missing: `${lacks}, and only root of a Debian can install it` }
  const failure = await install(packageName)
  const path = look()
  return path ? { path, missing: null } : { path: null, missing: `${lacks}: ${failure ?? 'its package has no such'}` }
}
