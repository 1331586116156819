import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { root } from './root.mjs'

const follow = fileURLToPath(new URL('./follow.mjs', import.meta.url))

export function isAlive(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
  return statFields(pid)[0] !== 'Z'
}

export function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    return ''
  }
}

function statFields(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}

/** The processes from our parent up to the make or npm that we were started by; none where we were started directly. */
export function launchers() {
  const chain = []
  for (let pid = process.ppid; pid > 1 && chain.length < 6; pid = Number(statFields(pid)[1] ?? 0)) {
    chain.push(pid)
    if (/^(\S*\/)?(g?make|npm|npx)(\s|$)/.test(commandLine(pid)) || /\bnpm(-cli\.js)?\s/.test(commandLine(pid)))
      return chain
  }
  return []
}

/** Runs a command to its end and collects what it writes. */
export function collect(program, args, { env = process.env, timeoutMs = 0, onOutput } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let stdout = ''
    const take = (chunk) => {
      output += chunk
      onOutput?.(chunk)
    }
    child.stdout.on('data', (chunk) => {
      stdout += chunk
      take(chunk)
    })
    child.stderr.on('data', take)
    const timer = timeoutMs ? setTimeout(() => child.kill('SIGKILL'), timeoutMs) : undefined
    child.on('error', (error) => resolve({ code: 127, output: error.message, stdout }))
    child.on('close', (code) => {
      clearTimeout(timer)
      resolve({ code: code ?? 1, output, stdout })
    })
  })
}

/**
 * Starts a Node program in a process group of its own, so that Ctrl-C reaches only us; should we be killed, it gets SIGTERM.
 */
export function startNode(args, env) {
  const child = spawn(process.execPath, ['--import', follow, ...args], {
    cwd: root,
    env: { ...(env ?? process.env), FOLLOWED_PID: String(process.pid) },
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  child.ended = new Promise((resolve) => {
    child.on('error', () => resolve(1))
    child.on('exit', (code, signal) => resolve(code ?? signal))
  })
  return child
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** SIGTERM, and SIGKILL to its group where that does not end it within the bound; tells whether it ended by itself. */
export async function stopProcess(pid, boundMs) {
  if (!isAlive(pid)) return true
  signal(pid, 'SIGTERM')
  for (const until = Date.now() + boundMs; Date.now() < until; await pause(50)) {
    if (!isAlive(pid)) return true
  }
  signal(-pid, 'SIGKILL')
  signal(pid, 'SIGKILL')
  return false
}

export function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch {}
}
