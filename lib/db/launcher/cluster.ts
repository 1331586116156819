import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Account, give, serverEnvironment } from './account'
import { explainFailure } from './failure'

export const superuser = 'datawatch'

/**
 * The folder of the database files, made by initdb at the first start. It is made aside and moved into place, so a start
 * that was killed in the middle leaves nothing half made.
 * @throws where initdb fails, with what it said
 */
export function prepareCluster(folder: string, native: string, account: Account, password: string): string {
  const data = join(folder, 'data')
  for (const left of readdirSync(folder)) {
    if (left.startsWith('new-')) rmSync(join(folder, left), { recursive: true, force: true })
  }
  if (existsSync(data)) return data

  const aside = join(folder, `new-${process.pid}`)
  mkdirSync(aside, { mode: 0o700 })
  give(account, aside)
  const passwordFile = join(aside, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  give(account, passwordFile)
  const draft = join(aside, 'data')
  const args = [
    ...['-D', draft, '-U', superuser, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
    ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
  ]
  const run = spawnSync(join(native, 'bin/initdb'), args, {
    ...account,
    cwd: aside,
    encoding: 'utf8',
    timeout: 120_000,
    env: serverEnvironment,
  })
  if (run.status !== 0) {
    rmSync(aside, { recursive: true, force: true })
    const said = run.error?.message ?? `${run.stdout}\n${run.stderr}`
    throw explainFailure('initdb failed', said)
  }
  renameSync(draft, data)
  rmSync(aside, { recursive: true, force: true })
  return data
}
