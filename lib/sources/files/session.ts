import 'server-only'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { FilesSource } from '@/lib/config/files-source'
import { keepDeadLetters } from '@/lib/dead-letters/service/keep'
import { type EventFormat, eventFormats } from '@/lib/events/contract'
import { deliver } from '../deliver'
import type { Attempt, FollowParts } from '../follower'
import { findFilePosition, keepFilePosition } from '../store/file-positions'
import { updatePosition } from '../store/positions'
import { type FileKind, fileKinds, kindByContent, kindByName, tableByName } from './file-kind'
import { type FoundFile, findFiles } from './find-files'
import { timeOf } from './message-time'
import { headOf, readBeginning, readFrom } from './open-file'
import { Pace, parseSpeed } from './pace'
import { type FileForm, MessageReader, type Read } from './read-messages'
import type { Place } from './split'

const lookMs = 2000
const [batchEvents, batchBytes, togetherMs] = [500, 2 * 1024 * 1024, 250]
const maxLineBytes = 1024 * 1024

type Parts = { source: FilesSource } & FollowParts & Attempt

/** Reads the files of a source until its signal ends it, each on from where it is stored. */
export class FilesSession {
  #speed: number
  #seen = new Map<string, string>()

  constructor(private readonly parts: Parts) {
    this.#speed = parseSpeed(parts.source.speed) ?? Number.POSITIVE_INFINITY
  }

  async run(): Promise<void> {
    const { signal, report, source } = this.parts
    while (!signal.aborted) {
      const files = await findFiles(source.path)
      for (const file of files) {
        if (signal.aborted) return
        const stamp = `${file.size} ${file.changedAt}`
        if (this.#seen.get(file.path) === stamp) continue
        try {
          await this.#read(file)
        } catch (error) {
          if (signal.aborted) return
          throw error
        }
        this.#seen.set(file.path, stamp)
      }
      report(
        'streaming',
        files.length === 0 ? `no file at ${source.path} yet` : `${files.length} files; looking for more`,
      )
      await pause(lookMs, undefined, { signal }).catch(() => {})
    }
  }

  get #format(): EventFormat | undefined {
    return eventFormats.find((name) => name === this.parts.source.format)
  }

  #formOf(path: string, beginning: Buffer, receivedAt: string): FileForm {
    const { name, table, schema, key, time_column, row_type, format } = this.parts.source
    const said = fileKinds.find((kind) => kind === format)
    const kind: FileKind = said ?? kindByName(path) ?? kindByContent(beginning.toString('utf8'))
    const named = table ?? (kind === 'csv' || key.length > 0 || time_column ? tableByName(path) : undefined)
    if (kind === 'csv' && named === undefined)
      throw new Error(`${path}: of which table are its rows? Set table, or name the file after it`)
    const ofRow = {
      type: row_type,
      keyColumns: key,
      timeColumn: time_column,
      source: name,
      file: basename(path),
      receivedAt,
    }
    const events = this.#format !== undefined
    return {
      kind,
      events,
      maxBytes: maxLineBytes,
      ...(named !== undefined && { row: { ...ofRow, table: named, schema } }),
    }
  }

  async #read(file: FoundFile) {
    const { source, signal, report, makeContext } = this.parts
    const { db, now } = makeContext()
    const beginning = await readBeginning(file.path)
    const known = await findFilePosition(db, source.name, file.path)
    const same = known && headOf(beginning, known.headBytes).head === known.head
    if (same && known.isDone && !source.follow) return
    const from: Place = same ? { offset: known.position, line: known.line } : { offset: 0, line: 1 }
    const head = same ? { head: known.head, headBytes: known.headBytes } : headOf(beginning)
    const form = this.#formOf(file.path, beginning, now.toISOString())
    const reader = new MessageReader(form, from, (same && known.header) || undefined)
    const pace = new Pace(this.#speed, now.getTime())
    const keep = async (place: Place, isDone: boolean) => {
      const { db: own, now: updatedAt } = makeContext()
      const row = { source: source.name, path: file.path, ...head, header: reader.header ?? null }
      await keepFilePosition(own, { ...row, position: place.offset, line: place.line, isDone, updatedAt })
      const position = `${basename(file.path)}, line ${place.line}`
      await updatePosition(own, source.name, { position, updatedAt })
    }
    report('streaming', `reading ${basename(file.path)}`)
    let place = from
    let batch: Read[] = []
    let [bytes, due] = [0, 0]
    const flush = async () => {
      if (batch.length === 0) return
      const wait = this.#speed === Number.POSITIVE_INFINITY ? 0 : due - makeContext().now.getTime()
      if (wait > 0) await pause(wait, undefined, { signal })
      await this.#store(batch)
      const last = batch.at(-1)!
      place = { offset: last.end, line: last.line + last.lines }
      ;[batch, bytes] = [[], 0]
      await keep(place, false)
    }
    const take = async (pieces: Read[]) => {
      for (const piece of pieces) {
        signal.throwIfAborted()
        const at = this.#speed === Number.POSITIVE_INFINITY || piece.fault ? null : timeOf(piece.message)
        const wanted = at === null ? due : pace.dueAt(at)
        if (batch.length >= batchEvents || bytes >= batchBytes || (batch.length > 0 && wanted - due > togetherMs))
          await flush()
        if (batch.length === 0) due = wanted
        batch.push(piece)
        bytes += piece.text.length
      }
    }
    for await (const chunk of readFrom(file.path, from.offset)) await take(reader.push(chunk))
    if (!source.follow) await take(reader.end())
    await flush()
    await keep(place, !source.follow)
  }

  /** Good messages go in, bad lines are kept as dead letters; both before the position is. */
  async #store(batch: readonly Read[]) {
    const { source, makeContext, ingest, signal } = this.parts
    const { name, table, schema } = source
    const beside = { format: this.#format, hints: { source: name, ...(table !== undefined && { table, schema }) } }
    const messages = batch.flatMap((piece) => (piece.fault ? [] : [piece.message]))
    const into = { makeContext, ingest, source: name, signal }
    if (messages.length > 0) await deliver(into, messages, beside)
    const bad = batch.flatMap((piece) => (piece.fault ? [piece] : []))
    if (bad.length === 0) return
    const errors = bad.map(({ line, fault }, index) => ({
      index,
      id: null,
      code: fault.code,
      message: `line ${line}: ${fault.message}`,
      format: 'native' as const,
    }))
    await keepDeadLetters(makeContext(), {
      messages: bad.map(({ text }) => text),
      errors,
      places: [],
      hints: beside.hints,
    })
  }
}
