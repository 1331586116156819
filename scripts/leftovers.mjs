import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commandLine, isAlive, signal } from './process.mjs'
import { root, rootKey } from './root.mjs'
import { say } from './say.mjs'

const mark = `TEST_RUN_OF_DATAWATCH=${rootKey}:`
const noteOf = (command) => join(root, `node_modules/.datawatch-${command}.json`)

function* processes() {
  if (!existsSync('/proc')) return
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name)) yield Number(name)
  }
}

function runOf(pid) {
  try {
    const found = readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .find((entry) => entry.startsWith(mark))
    return found ? Number(found.slice(mark.length)) : undefined
  } catch {
    return undefined
  }
}

function endMarked(isOver) {
  for (const pid of processes()) {
    const run = runOf(pid)
    if (run && pid !== process.pid && isOver(run)) signal(pid, 'SIGKILL')
  }
}

/** Ends the database servers whose files lie in the folder, which have no mark and outlive those who started them. */
function endDatabases(folder) {
  for (const pid of processes()) {
    const command = commandLine(pid)
    if (!command.includes('/bin/postgres -D') || !command.includes(`${folder}/`)) continue
    signal(pid, 'SIGQUIT')
    signal(pid, 'SIGCONT')
  }
}

/** Lets go of the disks that were mounted below the folder. */
function unmount(folder) {
  if (!existsSync('/proc/mounts')) return
  const places = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
  for (const place of places) if (place.startsWith(`${folder}/`)) spawnSync('umount', ['--lazy', place])
}

function removeFolder(folder) {
  endDatabases(folder)
  unmount(folder)
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
}

/** Clears away what a killed run of this command in this checkout left: processes, databases, disks, its folder. */
export function clearLeftovers(command) {
  endMarked((run) => !isAlive(run))
  const note = noteOf(command)
  if (!existsSync(note)) return
  const { pid, folder } = JSON.parse(readFileSync(note, 'utf8'))
  if (isAlive(pid) && commandLine(pid).includes(`${command}.mjs`)) return
  say('Clearing away what an earlier run left behind')
  removeFolder(folder)
  rmSync(note, { force: true })
}

/** A folder for all temporary files of this run, and the environment that marks its processes; `clear` ends and removes all. */
export function openTestRun(command) {
  const note = noteOf(command)
  const folder = mkdtempSync(join(tmpdir(), 'datawatch-tests-'))
  chmodSync(folder, 0o711)
  writeFileSync(note, JSON.stringify({ pid: process.pid, folder }))
  return {
    folder,
    env: { TMPDIR: folder, TEST_RUN_OF_DATAWATCH: `${rootKey}:${process.pid}` },
    clear() {
      endMarked((run) => run === process.pid)
      removeFolder(folder)
      rmSync(note, { force: true })
    },
  }
}
