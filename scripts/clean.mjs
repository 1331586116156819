import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { commandLine, isAlive, stopProcess } from './process.mjs'
import { root } from './root.mjs'
import { command, Failure, say } from './say.mjs'

const dataDir = join(root, '.datawatch')

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

async function clean() {
  const owner = readJson(join(dataDir, 'owner.json'))
  if (owner && isAlive(owner.pid) && /node/.test(commandLine(owner.pid))) {
    throw new Failure(`DataWatch is running from this folder (process ${owner.pid}); stop it first`)
  }
  const kept = readJson(join(dataDir, 'postgres.json'))?.folder
  const folder = kept?.startsWith('/') ? kept : join(dataDir, 'postgres')
  const pidFile = join(folder, 'data/postmaster.pid')
  const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0
  if (pid > 0 && commandLine(pid).includes(join(folder, 'data'))) await stopProcess(pid, 10_000)
  for (const path of [
    folder,
    dataDir,
    ...['.next', 'test-results', 'playwright-report'].map((name) => join(root, name)),
  ]) {
    rmSync(path, { recursive: true, force: true })
  }
  say('Removed the build, the test results and the data of the embedded database')
}

command(clean)
