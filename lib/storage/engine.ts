import type { Aggregate } from '@/lib/metrics/fold'
import type { EngineName } from './engine-contract'

/** What one series has in one minute (its start, milliseconds); `change` is always given. Adding points up gives those of longer time. */
export type Point = {
  seriesId: number
  bucket: number
  aggregate: Aggregate & { change: NonNullable<Aggregate['change']> }
}

/** What a series is, for people who look at it in the engine. */
export type SeriesName = {
  table: string
  schema: string
  field: string
  kind: string
  labels: Record<string, string>
}
export type SeriesNames = ReadonlyMap<number, SeriesName>

/**
 * What was found of an engine. `keepsMs` is how long it keeps points, null where that is not known or for good; `takesBackMs` how far
 * back it takes any, null where that is no further question.
 */
export type EngineReport = {
  product: string
  version: string
  keepsMs: number | null
  takesBackMs: number | null
  warnings: string[]
}

/** Points that the engine will not take, however often they are sent. */
export type Refused = { points: Point[]; reason: string }

export type PointQuestion = { seriesIds: number[]; from: number; to: number }

/**
 * Where minutes rest in the long run. All may throw an `EngineError`. Writing the same point again changes nothing; a point of
 * another value takes the place of the first only where `overwrites`. What a `durable` engine has acknowledged survives its crash.
 */
export type StorageEngine = {
  readonly name: EngineName
  readonly overwrites: boolean
  readonly durable: boolean
  /** Whether it answers, takes the credentials and is of a version that fits. */
  check(): Promise<EngineReport>
  /** Resolves once all points are stored but for those that are refused for good. */
  write(points: Point[], names: SeriesNames): Promise<Refused>
  /** The points of series with starts in [from, to), each once, in any order. */
  read(question: PointQuestion): Promise<Point[]>
  /** The ids of the series that it holds. */
  list(): Promise<number[]>
  /** Lets go of all points before `before`; does nothing where the engine sees to that itself. */
  expire(before: number): Promise<void>
  close(): Promise<void>
}

/**
 * `down`: it may be there again any moment. `refused`: credentials, a version or a setting are not what is needed; the message says
 * what was found and what is needed.
 */
export class EngineError extends Error {
  constructor(
    readonly kind: 'down' | 'refused',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = 'EngineError'
  }
}

/** Something to make of a failure that is shown to people. */
export const engineFailure = (error: unknown) => (error instanceof Error ? error.message : String(error))
