import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Asked } from './description'
import { Refusal } from './exit-code'
import { findRoot } from './version'

/** What a start is told beside its environment: paths are those of the folder where it was typed. */
function settingsOf({ port, host, config, dataDir, dev, demo }: Asked['options']): Record<string, string> {
  const file = resolve((config as string | undefined) || process.env.DATAWATCH_CONFIG || 'datawatch.yaml')
  const named = config !== undefined || Boolean(process.env.DATAWATCH_CONFIG)
  if (named && !existsSync(file)) throw new Refusal(`--config: there is no file ${file}`)
  const folder = dataDir ?? process.env.DATAWATCH_DATABASE_DATA_DIR ?? process.env.DATAWATCH_DATA_DIR
  return {
    ...(existsSync(file) && { DATAWATCH_CONFIG: file }),
    ...(folder !== undefined && { DATAWATCH_DATABASE_DATA_DIR: resolve(String(folder)) }),
    ...(port !== undefined && { DATAWATCH_SERVER_PORT: String(port) }),
    ...(host !== undefined && { DATAWATCH_SERVER_HOST: String(host) }),
    ...(demo === false && { DATAWATCH_DEMO: 'false' }),
    ...(dev ? {} : { NODE_ENV: process.env.NODE_ENV ?? 'production' }),
  }
}

/** Where there are sources, what `npm start` does; an image has but what was built, and starts the server itself. */
export async function run({ options }: Asked): Promise<number> {
  const root = findRoot()
  const script = join(root, 'scripts/run.mjs')
  const flags = [...(options.dev ? ['--dev'] : []), ...(options.demo === false ? ['--no-demo'] : [])]
  const program = existsSync(script) ? [script, ...flags] : [join(root, 'server.mjs')]
  if (!existsSync(script) && options.dev) throw new Refusal('--dev needs the sources, which are not here')
  const { TSX_TSCONFIG_PATH: _, ...env } = process.env
  const child = spawn(process.execPath, program, {
    cwd: root,
    stdio: 'inherit',
    env: { ...env, ...settingsOf(options) } as NodeJS.ProcessEnv,
  })
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => child.kill(name))
  return new Promise((ended, failed) => {
    child.on('error', failed)
    child.on('exit', (code) => ended(code ?? 1))
  })
}
