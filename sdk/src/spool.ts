import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { lockFolder } from './spool-lock.js'

type Handle = Awaited<ReturnType<typeof open>>
/** A file of events, one a line; gone once all of them are settled. */
type Segment = { file: string; handle: Handle | undefined; bytes: number; open: number }
/** Where an event lies, to be settled. */
export type Kept = { segment: Segment; line: string }
export type SpoolSync = 'always' | 'interval' | 'never'

const segmentBytes = 4 * 1024 * 1024
const syncMs = 1000
const name = /^\d{12}\.ndjson$/

type Waiting = { lines: string[]; resolve: (kept: Kept[]) => void; reject: (error: unknown) => void }

/** The whole lines of a segment; what was cut off by a crash, or is no JSON, is left out. */
async function readLines(file: string): Promise<string[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').slice(0, -1)
  return lines.filter((line) => {
    try {
      return typeof JSON.parse(line) === 'object'
    } catch {
      return false
    }
  })
}

/** Events on disk until they are settled: appended to segments, which are removed whole. */
export class Spool {
  #current: Segment | undefined
  #next = 1
  #queue: Waiting[] = []
  #writing: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined

  private constructor(
    readonly folder: string,
    readonly sync: SpoolSync,
    private readonly unlock: () => Promise<void>,
  ) {}

  /** Opens a folder; answers with it what an earlier process left there. */
  static async open(folder: string, sync: SpoolSync): Promise<{ spool: Spool; left: Kept[] }> {
    await mkdir(folder, { recursive: true })
    const spool = new Spool(folder, sync, await lockFolder(folder))
    const left: Kept[] = []
    for (const found of (await readdir(folder)).filter((one) => name.test(one)).sort()) {
      const file = join(folder, found)
      const lines = await readLines(file)
      spool.#next = Math.max(spool.#next, Number.parseInt(found, 10) + 1)
      const segment: Segment = { file, handle: undefined, bytes: 0, open: lines.length }
      if (lines.length === 0) await rm(file, { force: true })
      for (const line of lines) left.push({ segment, line })
    }
    if (sync === 'interval') {
      spool.#timer = setInterval(() => void spool.#current?.handle?.datasync().catch(() => {}), syncMs)
      spool.#timer.unref()
    }
    return { spool, left }
  }

  /** Writes events down; resolves once they outlive this process. */
  append(lines: string[]): Promise<Kept[]> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ lines, resolve, reject })
      this.#writing ??= this.#write().finally(() => {
        this.#writing = undefined
      })
    })
  }

  async #write() {
    while (this.#queue.length > 0) {
      const taken = this.#queue.splice(0)
      try {
        const segment = await this.#segment()
        await this.#add(
          segment,
          taken.flatMap(({ lines }) => lines),
        )
        for (const { lines, resolve } of taken) resolve(lines.map((line) => ({ segment, line })))
      } catch (error) {
        // Half a line may be on disk now: what is written behind it would be lost with it.
        await this.#roll()
        for (const { reject } of taken) reject(error)
      }
    }
  }

  async #add(segment: Segment, lines: string[]) {
    const text = `${lines.join('\n')}\n`
    segment.open += lines.length
    segment.bytes += Buffer.byteLength(text)
    try {
      await segment.handle!.appendFile(text)
      if (this.sync === 'always') await segment.handle!.datasync()
    } catch (error) {
      segment.open -= lines.length
      throw error
    }
  }

  async #roll() {
    const old = this.#current
    this.#current = undefined
    if (!old) return
    if (this.sync !== 'never' && old.open > 0) await old.handle?.datasync().catch(() => {})
    await old.handle?.close().catch(() => {})
    old.handle = undefined
    if (old.open === 0) await rm(old.file, { force: true })
  }

  async #segment(): Promise<Segment> {
    if (this.#current && this.#current.bytes >= segmentBytes) await this.#roll()
    if (!this.#current) {
      const file = join(this.folder, `${String(this.#next).padStart(12, '0')}.ndjson`)
      this.#next += 1
      this.#current = { file, handle: await open(file, 'a'), bytes: 0, open: 0 }
    }
    return this.#current
  }

  /** Forgets events that need not be sent again. */
  async settle(kept: readonly Kept[]) {
    const touched = new Set<Segment>()
    for (const { segment } of kept) {
      segment.open -= 1
      touched.add(segment)
    }
    for (const segment of touched) {
      if (segment.open > 0) continue
      if (segment !== this.#current) await rm(segment.file, { force: true })
      else if (!this.#writing) await this.#roll()
    }
  }

  async close() {
    clearInterval(this.#timer)
    await this.#writing
    await this.#roll()
    await this.unlock()
  }
}
