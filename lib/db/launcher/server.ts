import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Account, serverEnvironment } from './account'
import { ask } from './ask'
import { explainFailure } from './failure'
import { findPostmaster, type Postmaster, readPostmaster, startedWith, stillRuns, stopPostmaster } from './postmaster'
import { processIdentity } from './process-facts'

export type Installation = { native: string; data: string; logFile: string; account: Account }
export type Server = Pick<Postmaster, 'pid' | 'identity' | 'port'>

const startBoundMs = 120_000
const recoveryBoundMs = 30_000
const answerBoundMs = 4000
const logLimitBytes = 16 * 1024 ** 2

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  wal_level: 'logical',
  max_wal_senders: '10',
  max_replication_slots: '10',
  max_connections: '60',
  max_wal_size: '2GB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  log_min_error_statement: 'panic',
}

function command({ native, data }: Installation, port: number): [string, ...string[]] {
  const options = Object.entries({ port, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return [join(native, 'bin/postgres'), '-D', data, ...options]
}

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0

/** Starts the server in a session of its own, so that a Ctrl-C in the terminal leaves it to us to stop it. */
export async function startServer(installation: Installation, port: number): Promise<Server> {
  const { data, logFile, account } = installation
  if (sizeOf(logFile) > logLimitBytes) truncateSync(logFile)
  const [program, ...args] = command(installation, port)
  const log = openSync(logFile, 'a', 0o600)
  const logStart = sizeOf(logFile)
  const child = spawn(program, args, {
    ...account,
    cwd: data,
    detached: true,
    stdio: ['ignore', log, log],
    env: serverEnvironment,
  })
  closeSync(log)
  const spawnError = new Promise<Error>((resolve) => child.once('error', resolve))
  child.unref()
  const { pid } = child
  if (!pid) throw explainFailure('it cannot be started', (await spawnError).message)
  const server = { pid, identity: processIdentity(pid), port }
  for (const until = Date.now() + startBoundMs; Date.now() < until; ) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw explainFailure('it does not start', readFileSync(logFile).subarray(logStart).toString())
    }
    const written = readPostmaster(data)
    if (written?.pid === pid && written.status.startsWith('ready')) return server
    await pause(10)
  }
  await stopPostmaster(server)
  throw new Error(`Embedded PostgreSQL: it is not ready after ${startBoundMs / 1000} s; see ${logFile}`)
}

/** Takes over a server that an earlier owner left running, if it answers and was started as we would; else stops it. */
export async function adoptServer(
  installation: Installation,
  url: (port: number) => string,
): Promise<Server | undefined> {
  const found = findPostmaster(installation.data)
  if (!found) return undefined
  if (startedWith(installation.data, command(installation, found.port))) {
    let until = Date.now() + recoveryBoundMs
    for (let ready = false; Date.now() < until && stillRuns(found); await pause(50)) {
      if (!ready && readPostmaster(installation.data)?.status.startsWith('ready')) {
        ready = true
        until = Date.now() + answerBoundMs
      }
      const answers = await ask(url(found.port), 'SELECT 1', 2000).catch(() => undefined)
      if (answers) return found
    }
  }
  await stopPostmaster(found)
  return undefined
}
