import 'server-only'
import type { Gate } from '@/lib/access/service/gate'
import type { DetectionThread } from '@/lib/anomalies/service/detection-thread'
import type { Config } from '@/lib/config/schema'
import type { Actor, Context } from '@/lib/context/context'
import type { Database } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import type { Intake } from '@/lib/events/intake'
import type { EventTail } from '@/lib/events/service/tail'
import type { Writer } from '@/lib/events/writer'
import type { AnswersAtHand } from '@/lib/metrics/answers-at-hand'
import type { Columns } from '@/lib/metrics/service/columns'
import type { RuleBook } from '@/lib/quality/service/rule-book'
import type { Answers } from '@/lib/redis/answers'
import type { RedisLink } from '@/lib/redis/link'
import type { SchemaWatch } from '@/lib/schemas/service/watch'
import type { HeardBook } from '@/lib/sources/service/heard-book'
import type { StorageEngine } from '@/lib/storage/engine'
import type { Feeder } from '@/lib/storage/service/feeder'
import type { Telemetry } from '@/lib/telemetry/start'
import type { Live } from './live'
import type { Log } from './log'

/** The long-lived parts of this process, made once by `boot`. */
export type Runtime = {
  config: Config
  db: Database
  log: Log
  writer: Writer
  /** What the writer knows of columns: told of what people set. */
  columns: Columns
  /** The rules that rows are judged by as they are written. */
  rules: RuleBook
  /** What watches stored events for changes of schemas. */
  schemas: SchemaWatch
  /** Who holds a key or a session. */
  gate: Gate
  live: Live
  /** What bounds ingestion ahead of the writer's queue. */
  intake: Intake
  /** Set when the process was told to end: it finishes what it has, and says that it is not ready. */
  stopping: boolean
  tail: EventTail
  detection: DetectionThread
  /** Who sends what. */
  heard: HeardBook
  /** Where old minutes rest, if not in the database alone. */
  engine: StorageEngine | null
  feeder: Feeder
  /** The connection to Redis, and the answers that are kept there; undefined where none is configured. */
  redis: RedisLink | undefined
  answers: Answers | undefined
  /** What was told a moment ago; undefined where others write to the database too. */
  atHand: AnswersAtHand | undefined
  /** What sends traces and metrics of this process to a collector; undefined where none is configured. */
  telemetry: Telemetry | undefined
  stop(): Promise<void>
}

const key = Symbol.for('datawatch.runtime')
const holder = globalThis as { [key]?: Runtime }

/** Next bundles instrumentation and routes apart: the one runtime is shared through `globalThis`. */
export function setRuntime(runtime: Runtime | undefined) {
  holder[key] = runtime
}

export function getRuntime(): Runtime {
  const runtime = holder[key]
  if (!runtime) throw new AppError('unavailable', 'DataWatch is starting', { headers: { 'Retry-After': '1' } })
  return runtime
}

/** The runtime, once it has begun to start. */
export const findRuntime = (): Runtime | undefined => holder[key]

/** The log of this process, once it has begun to start. */
export const findLog = (): Log | undefined => holder[key]?.log

/** The context of one request or one run of a job. */
export function createContext(actor: Actor): Context {
  const { db, config, log, engine } = getRuntime()
  return { db, config, log, engine, actor, now: new Date() }
}
