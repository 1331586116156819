import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { commandLine, isAlive, stopProcess } from './process.mjs'
import { Failure, say } from './say.mjs'

const fileOf = (dataDir) => join(dataDir, 'run.json')
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const runs = (pid, script) => isAlive(pid) && (process.platform !== 'linux' || commandLine(pid).includes(script))

function read(dataDir) {
  try {
    return JSON.parse(readFileSync(fileOf(dataDir), 'utf8'))
  } catch {
    return undefined
  }
}

/** Leaves a note of what runs, for the next start to find should we be killed. */
export function noteRun(dataDir, run) {
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  writeFileSync(`${fileOf(dataDir)}.new`, JSON.stringify(run))
  renameSync(`${fileOf(dataDir)}.new`, fileOf(dataDir))
}

export function forgetRun(dataDir) {
  if (read(dataDir)?.pid === process.pid) rmSync(fileOf(dataDir), { force: true })
}

/** Refuses to start beside a run of the same folder; waits for one that is ending, and ends what a killed one left. */
export async function settleEarlierRun(dataDir) {
  const earlier = read(dataDir)
  if (!earlier) return
  const isThere = () => runs(earlier.pid, 'run.mjs')
  const isEnding = () => earlier.stopping || earlier.launchers.some((pid) => !isAlive(pid))
  if (isThere() && !isEnding()) {
    throw new Failure(
      `DataWatch is already running from this folder: process ${earlier.pid}, ${earlier.address}\n` +
        `Stop it with Ctrl-C where it runs, or with: kill ${earlier.pid}`,
    )
  }
  if (isThere()) say(`Waiting for the earlier run (process ${earlier.pid}) to stop`)
  for (const until = Date.now() + 35_000; Date.now() < until && isThere(); ) await pause(100)
  for (const [script, pid] of Object.entries(earlier.children)) {
    if (!runs(pid, script)) continue
    say(`Stopping ${script} (process ${pid}), which an earlier run left behind`)
    await stopProcess(pid, 25_000)
  }
}

async function isDataWatch(address) {
  const answer = await fetch(`${address}/health`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined)
  return Boolean(answer?.headers.get('x-request-id'))
}

/** @throws Failure where the port cannot be listened on, with what to do about it */
export async function checkPort({ host, port, address }) {
  const error = await new Promise((resolve) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
  if (!error) return
  if (error.code !== 'EADDRINUSE') throw new Failure(`Cannot listen on ${host}:${port}: ${error.message}`)
  const who = (await isDataWatch(address)) ? 'a DataWatch started from another folder' : 'another program'
  throw new Failure(`Port ${port} is taken by ${who}. Stop it, or choose another port: PORT=${port + 1} make run`)
}
