import { setTimeout as pause } from 'node:timers/promises'
import { stringify } from 'lossless-json'
import { timeOf } from '@/lib/sources/files/message-time'
import { Pace } from '@/lib/sources/files/pace'
import { MessageReader, type Read } from '@/lib/sources/files/read-messages'
import { Api } from './api'
import type { Asked } from './description'
import { type OpenFile, openFile } from './ingest/open-file'
import { checkOptions, formOf, type IngestOptions, searchOf } from './ingest/plan'
import { ingestProgress } from './ingest/progress'
import { beginningOf, type ResumeState, StateFile } from './ingest/resume-state'
import { type Ready, Sender } from './ingest/sender'
import { shifted } from './ingest/shift'
import { summarize } from './ingest/summary'
import { Tally } from './ingest/tally'
import { print, say } from './print'
import { stopSignal } from './stop-signal'

const inFlight = 2
const mostBytes = 3 * 1024 * 1024
const togetherMs = 200
const shownOfDry = 5

/** The pieces of a file from a place on. */
async function* pieces(file: OpenFile, reader: MessageReader, from: number): AsyncGenerator<Read> {
  let passed = 0
  for await (const chunk of file.chunks) {
    const fresh = passed >= from ? chunk : chunk.subarray(Math.min(chunk.length, from - passed))
    passed += chunk.length
    if (fresh.length > 0) yield* reader.push(fresh)
  }
  yield* reader.end()
}

/** Where an earlier run of the same file ended; null where there was none, or the file is another by now. */
function earlier(states: StateFile | null, beginning: Buffer, wanted: boolean): ResumeState | null {
  const state = wanted ? (states?.read() ?? null) : null
  if (!state) return null
  if (state.begins === beginningOf(beginning)) return state
  say('The file is not the one that was sent before: it is sent from its beginning')
  return null
}

/** Sends a file; answers 0, 1 where some of it was rejected, 130 where it was stopped. */
export async function run({ args, options: given }: Asked): Promise<number> {
  const [path] = args as [string]
  const options = given as IngestOptions
  checkOptions(path, options)
  const api = new Api(given)
  const file = await openFile(path, options.as)
  const { table, schema, key, timeColumn, type, as, format, source } = options
  const about = [table, schema, key, timeColumn, type, as, format, source, Boolean(options.shiftToNow)]
  const states = path === '-' || options.dryRun ? null : new StateFile(path, api.address, about)
  const begun = earlier(states, file.beginning, Boolean(options.resume))
  const startedAt = Date.now()
  const runStart = begun?.startedAt ?? startedAt
  const reader = new MessageReader(formOf(path, file.kind, options, runStart), begun?.place, begun?.header)
  const tally = new Tally(options.rejects, () => reader.header)
  const bar = ingestProgress(file.size, Boolean(options.json) || Boolean(options.dryRun))
  const signal = stopSignal()
  const sender = new Sender(api, searchOf(options), tally, { waiting: bar.wait, signal })
  const pace = new Pace(options.speed, startedAt, begun?.first)
  const isPaced = options.speed !== Number.POSITIVE_INFINITY
  const state: ResumeState = {
    place: begun?.place ?? { offset: 0, line: 1 },
    header: begun?.header,
    begins: beginningOf(file.beginning),
    startedAt: runStart,
    first: begun?.first,
  }

  let batch: Ready[] = []
  let bytes = 0
  let covered: ResumeState['place'] | null = null
  let firstDue = 0
  const under: { work: Promise<void>; place: ResumeState['place'] }[] = []
  /** In the order of the file: what is kept as sent is everything before it. */
  const settle = async (most: number) => {
    while (under.length > most) {
      const { work, place } = under[0]!
      await work
      under.shift()
      Object.assign(state, { place, header: reader.header, first: pace.first })
      states?.keep(state)
      bar.show(file.taken(), tally.counts.read)
    }
  }
  const flush = async () => {
    if (covered === null) return
    const [sent, place] = [batch, covered]
    ;[batch, bytes, covered] = [[], 0, null]
    if (isPaced && sent.length > 0) await pause(Math.max(0, firstDue - Date.now()), undefined, { signal })
    await settle(inFlight - 1)
    const work = sent.length > 0 ? sender.send(sent) : Promise.resolve()
    work.catch(() => {})
    under.push({ work, place })
  }
  const take = async (piece: Read) => {
    tally.counts.read += 1
    if (piece.fault) tally.reject(piece, piece.fault)
    else {
      const at = isPaced ? timeOf(piece.message) : null
      const due = at === null ? firstDue || Date.now() : pace.dueAt(at)
      if (
        batch.length >= options.batch ||
        bytes >= mostBytes ||
        (isPaced && batch.length > 0 && due - firstDue > togetherMs)
      )
        await flush()
      if (batch.length === 0) firstDue = due
      const message = options.shiftToNow && at !== null ? shifted(piece.message, due, runStart) : piece.message
      batch.push({ piece, message })
      bytes += piece.text.length
    }
    covered = { offset: piece.end, line: piece.line + piece.lines }
  }

  let failure: unknown
  try {
    for await (const piece of pieces(file, reader, state.place.offset)) {
      if (options.dryRun) {
        tally.counts.read += 1
        if (piece.fault) tally.reject(piece, piece.fault)
        else if (tally.counts.read <= shownOfDry) print(`${stringify(piece.message)}\n`)
      } else await take(piece)
      if (signal.aborted || tally.counts.read === options.limit) break
    }
    if (!signal.aborted) await flush()
    await settle(0)
  } catch (error) {
    failure = error
    await settle(0).catch(() => {})
  }
  states?.keep(state, true)
  bar.end()
  if (failure !== undefined && !signal.aborted) {
    if (states && state.place.offset > 0) say('The same command with --resume goes on where this one ended')
    throw failure
  }
  return summarize({ path, options, tally, seconds: bar.seconds(), stopped: signal.aborted, resumedFrom: begun?.place })
}
