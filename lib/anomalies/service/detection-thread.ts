import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { Worker, WorkerOptions } from 'node:worker_threads'
import type { Config } from '@/lib/config/schema'
import type { Context } from '@/lib/context/context'
import type { Log } from '@/lib/runtime/log'
import { type PassFigures, runPass } from './pass'

/** What the thread is begun with, told to do, and answers; it says `ready` once it can take passes. */
export type ThreadData = { databaseUrl: string; statementTimeoutMs: number; logLevel: string }
export type PassOrder = { id: number; nowMs: number; config: Config }
export type PassAnswer =
  | { ready: true }
  | { id: number; figures: PassFigures | null; bytes: number }
  | { id: number; failure: Failure }

/** An error as it comes through: own properties are lost on the way, and `code` tells whether the database can be had. */
export type Failure = { message: string; stack?: string; code?: string; cause?: Failure }

type Waiting = { resolve(figures: PassFigures | null): void; reject(error: Error): void }
type Thread = { worker: Worker; isReady: Promise<boolean>; waiting: Map<number, Waiting> }
/** Starts `bin/detection-thread.mjs`, which is outside of what is compiled. */
export type StartThread = (options: WorkerOptions) => Worker
type Options = { data: ThreadData; start: StartThread | undefined; log: Log }

const heapMiB = 1024
const patienceMs = 5000
const alone = 'detection cannot have a thread of its own and runs beside everything else'

function toError({ message, stack, code, cause }: Failure): Error {
  const error = new Error(message, cause && { cause: toError(cause) })
  return Object.assign(error, stack && { stack }, code !== undefined && { code })
}

/**
 * Runs passes in a thread of its own, with connections and memory of its own, so that judging holds nothing up. A thread that
 * died is begun anew for the next pass; where none can begin, passes run in this thread.
 */
export class DetectionThread {
  /** Bytes that the thread held after its last pass. */
  bytes = 0
  #thread: Thread | null = null
  #isUnable = false
  #isStopping = false
  #last = 0

  constructor(private readonly options: Options) {}

  async pass(context: Context): Promise<PassFigures | null> {
    if (this.#isStopping) return null
    const thread = this.#isUnable ? null : this.#begin()
    if (!thread || !(await thread.isReady)) return runPass(context)
    const id = ++this.#last
    const answer = new Promise<PassFigures | null>((resolve, reject) => thread.waiting.set(id, { resolve, reject }))
    thread.worker.postMessage({ id, nowMs: context.now.getTime(), config: context.config } satisfies PassOrder)
    return answer
  }

  /** Ends the thread; a pass that takes longer than five more seconds comes to nothing. */
  async stop(): Promise<void> {
    const thread = this.#thread
    this.#isStopping = true
    if (!thread) return
    for (let waited = 0; thread.waiting.size > 0 && waited < patienceMs; waited += 50) await pause(50)
    await this.interrupt()
  }

  /** Ends the thread as it is; the next pass begins another. */
  async interrupt(): Promise<void> {
    await this.#thread?.worker.terminate()
  }

  #begin(): Thread | null {
    this.#thread ??= this.#start()
    return this.#thread
  }

  #start(): Thread | null {
    const { data, start, log } = this.options
    try {
      if (!start) throw new Error('it is hosted without server.mjs')
      const worker = start({
        name: 'detection',
        execArgv: ['--conditions=react-server'],
        workerData: data,
        resourceLimits: { maxOldGenerationSizeMb: heapMiB },
      })
      worker.unref()
      return this.#listen(worker)
    } catch (error) {
      this.#isUnable = true
      log.warn({ err: error }, alone)
      return null
    }
  }

  #listen(worker: Worker): Thread {
    const { log } = this.options
    const waiting: Thread['waiting'] = new Map()
    let failure: Error | undefined
    const isReady = new Promise<boolean>((settle) => {
      worker.on('message', (answer: PassAnswer) => {
        if ('ready' in answer) return settle(true)
        const one = waiting.get(answer.id)
        waiting.delete(answer.id)
        if ('failure' in answer) return one?.reject(toError(answer.failure))
        this.bytes = answer.bytes
        one?.resolve(answer.figures)
      })
      worker.on('error', (error: Error) => {
        failure = error
      })
      worker.on('exit', (code) => {
        this.#thread = null
        this.bytes = 0
        const reason = new Error(`the detection thread ended with ${code}`, { cause: failure })
        for (const { resolve, reject } of waiting.values()) this.#isStopping ? resolve(null) : reject(reason)
        waiting.clear()
        settle(false)
      })
    })
    isReady.then((ready) => {
      if (ready || this.#isStopping) return
      this.#isUnable = true
      log.warn({ err: failure }, alone)
    })
    return { worker, isReady, waiting }
  }
}
