import 'server-only'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Context } from '@/lib/context/context'
import { bringInBoards, type FolderFile } from './board-files'

const mostFiles = 1000
const mostBytes = 1024 * 1024
const looksMs = 2000

type Entry = { file: string; path: string; mark: string; bytes: number }

const isBoard = (file: string) => /\.(ya?ml|json)$/i.test(file) && !file.split('/').some((part) => part.startsWith('.'))

/** The files of boards in a folder and those below it, each with what changes when it does. */
async function listEntries(folder: string): Promise<Entry[]> {
  const names = (await readdir(folder, { recursive: true })).map((name) => name.split(sep).join('/'))
  const entries = names
    .filter(isBoard)
    .sort()
    .slice(0, mostFiles)
    .map(async (file): Promise<Entry[]> => {
      const path = join(folder, file)
      const found = await stat(path).catch(() => null)
      if (!found?.isFile()) return []
      return [{ file, path, mark: `${found.ino} ${found.size} ${found.mtimeMs}`, bytes: found.size }]
    })
  return (await Promise.all(entries)).flat()
}

async function readEntry({ file, path, bytes }: Entry): Promise<FolderFile> {
  if (bytes > mostBytes) return { file, unread: `it has ${bytes} bytes; at most ${mostBytes} are read` }
  try {
    return { file, text: await readFile(path, 'utf8') }
  } catch (error) {
    return { file, unread: `it cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})` }
  }
}

const saysSame = (one: FolderFile | undefined, other: FolderFile) => JSON.stringify(one) === JSON.stringify(other)

/**
 * The folder of boards, looked at every two seconds. All of it is brought in at the start; from then on only what changed since
 * this process last looked, so that processes whose folders differ for a while, as over a rollout, do not undo one another.
 */
export class BoardFolder {
  #known = new Map<string, { mark: string; read: FolderFile }>()
  #timer: NodeJS.Timeout | null = null
  #looking: Promise<void> = Promise.resolve()
  #failure = ''
  #isFirst = true

  constructor(private readonly makeContext: () => Context) {}

  /** Looks for the first time and then again and again; does nothing where no folder is set. */
  async start() {
    const { folder } = this.makeContext().config.dashboards
    if (folder === undefined) return
    await this.#look(folder)
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.#look(folder))
    }, looksMs)
    this.#timer.unref()
  }

  async stop() {
    if (this.#timer) clearInterval(this.#timer)
    await this.#looking
  }

  async #look(folder: string) {
    const context = this.makeContext()
    try {
      await this.#bringIn(context, await listEntries(folder))
      this.#failure = ''
    } catch (error) {
      const { message } = error as Error
      if (message !== this.#failure) context.log.error({ err: error, folder }, 'the folder of dashboards was not read')
      this.#failure = message
    }
  }

  async #bringIn(context: Context, entries: Entry[]) {
    const names = entries.map(({ file }) => file)
    const gone = [...this.#known.keys()].filter((file) => !names.includes(file))
    const touched = entries.filter(({ file, mark }) => this.#known.get(file)?.mark !== mark)
    const read = await Promise.all(touched.map(async (entry) => ({ entry, file: await readEntry(entry) })))
    const changed = read.filter(({ entry, file }) => !saysSame(this.#known.get(entry.file)?.read, file))
    if (this.#isFirst || changed.length + gone.length > 0) {
      const files = changed.map(({ file }) => file)
      await bringInBoards(context, { files, gone, ...(this.#isFirst ? { all: names } : {}) })
    }
    this.#isFirst = false
    for (const file of gone) this.#known.delete(file)
    for (const { entry, file } of read) this.#known.set(entry.file, { mark: entry.mark, read: file })
  }
}
