import 'server-only'
import { statfs } from 'node:fs/promises'
import type { Sql } from './client'

const MiB = 1024 ** 2
const lookEveryMs = 200
const relieveEveryMs = 10_000

/**
 * How much of a disk of `total` bytes must stay free: PostgreSQL stops where it cannot write its log, and then
 * nothing can be read either.
 */
export const reserveOf = (total: number) => Math.min(1024 * MiB, Math.max(64 * MiB, total / 20))

type Parts = {
  folder: string
  /** Gives space back (a checkpoint lets old log go); called now and then while there is too little. */
  relieve(): Promise<unknown>
  log: { warn(message: string): void; info(message: string): void }
}

/** Watches the free space of the disk under a folder; `low` while writing more would endanger the database. */
export class DiskSpace {
  #low = false
  #relievedAt = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | null = null

  constructor(private readonly parts: Parts) {}

  get low() {
    return this.#low
  }

  start() {
    const look = () => {
      this.look()
        .catch(() => {})
        .finally(() => {
          if (this.#timer) this.#timer = setTimeout(look, lookEveryMs).unref()
        })
    }
    this.#timer = setTimeout(look, 0).unref()
  }

  stop() {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  async look() {
    const { folder, relieve, log } = this.parts
    const { bavail, blocks, bsize } = await statfs(folder)
    const [free, reserve] = [bavail * bsize, reserveOf(blocks * bsize)]
    const low = free < (this.#low ? reserve * 1.25 : reserve)
    if (low !== this.#low) {
      const mib = Math.round(free / MiB)
      if (low) log.warn(`The disk under ${folder} has ${mib} MiB left: events are refused until there is more`)
      else log.info(`The disk under ${folder} has ${mib} MiB left: events are taken again`)
    }
    this.#low = low
    if (!low || performance.now() - this.#relievedAt < relieveEveryMs) return
    this.#relievedAt = performance.now()
    await relieve()
  }
}

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** The folder of the database's files, where the server is on this machine and tells it; else undefined. */
export async function findDataFolder(sql: Sql, url: string): Promise<string | undefined> {
  if (!loopback.has(new URL(url).hostname)) return undefined
  try {
    const [row] = await sql<{ folder: string }[]>`select current_setting('data_directory') as folder`
    await statfs(row!.folder)
    return row!.folder
  } catch {
    return undefined
  }
}
