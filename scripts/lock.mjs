import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from './process.mjs'
import { rootKey } from './root.mjs'
import { say } from './say.mjs'

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Does the work while no other command of this checkout does the same; a lock left by a dead process does not count. */
export async function exclusively(name, work) {
  const path = join(tmpdir(), `datawatch-${process.getuid?.() ?? 'user'}-${rootKey}-${name}.lock`)
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, String(process.pid))
  try {
    for (let told = false; ; told = true) {
      try {
        linkSync(draft, path)
        break
      } catch (error) {
        if (error.code !== 'EEXIST') throw error
      }
      const holder = Number(readHolder(path))
      if (!holder || !isAlive(holder)) rmSync(path, { force: true })
      else if (!told) say(`Waiting for another command (process ${holder}) to finish its ${name}`)
      await pause(200)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

function readHolder(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
