import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Place } from '@/lib/sources/files/split'

/** How far a file was taken: everything before `place` is stored. `begins` tells the file from another of its name. */
export type ResumeState = { place: Place; header?: string; begins: string; startedAt: number; first?: number }

const folder = () => join(process.env.XDG_STATE_HOME || join(homedir(), '.local/state'), 'datawatch/ingest')

/** Of the first bytes of a file, unpacked. */
export const beginningOf = (bytes: Buffer): string => createHash('sha256').update(bytes.subarray(0, 1024)).digest('hex')

/** Keeps how far a file was sent to a server, where only this user reads it. */
export class StateFile {
  readonly path: string
  #keptAt = 0

  constructor(file: string, address: string, form: readonly unknown[]) {
    const name = createHash('sha256').update(JSON.stringify([resolve(file), address, form]))
    this.path = join(folder(), `${name.digest('hex').slice(0, 32)}.json`)
  }

  read(): ResumeState | null {
    try {
      return JSON.parse(readFileSync(this.path, 'utf8')) as ResumeState
    } catch {
      return null
    }
  }

  /** At most once in a while, unless it is the `last` time. */
  keep(state: ResumeState, last = false) {
    const now = Date.now()
    if (!last && now - this.#keptAt < 500) return
    this.#keptAt = now
    mkdirSync(folder(), { recursive: true, mode: 0o700 })
    const part = `${this.path}.${process.pid}`
    writeFileSync(part, JSON.stringify(state), { mode: 0o600 })
    renameSync(part, this.path)
  }
}
