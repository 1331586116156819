import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { serverEnvironment } from '../launcher/account'
import { superuser } from '../launcher/cluster'
import { explainFailure } from '../launcher/failure'
import type { Installation } from '../launcher/server'

const mostSaid = 20_000

/**
 * Recovers a cluster to the end of its log, by itself and however long it takes, and gives its superuser a password, which nobody has
 * to know before.
 */
export async function recoverWithPassword(
  { native, data, account }: Pick<Installation, 'native' | 'data' | 'account'>,
  password: string,
  signal?: AbortSignal,
): Promise<void> {
  if (!/^[\w-]+$/.test(password))
    throw new Error('the kept password of the database has characters that none is made of')
  signal?.throwIfAborted()
  const program = spawn(
    join(native, 'bin/postgres'),
    ['--single', '-D', data, '-c', 'log_statement=none', 'postgres'],
    {
      ...account,
      cwd: data,
      env: serverEnvironment,
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  )
  let said = ''
  const keep = (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-mostSaid)
  }
  program.stdout.on('data', keep)
  program.stderr.on('data', keep)
  program.stdin.on('error', () => {})
  program.stdin.end(`ALTER ROLE ${superuser} PASSWORD '${password}'\n`)
  const end = () => program.kill('SIGKILL')
  signal?.addEventListener('abort', end, { once: true })
  const code = await new Promise((done, failed) => {
    program.once('error', failed)
    program.once('close', done)
  })
  signal?.removeEventListener('abort', end)
  signal?.throwIfAborted()
  if (code !== 0 || /\b(ERROR|FATAL|PANIC):/.test(said))
    throw explainFailure('what was backed up cannot be recovered', said)
}
