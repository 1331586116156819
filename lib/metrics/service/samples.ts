import 'server-only'
import type { Context } from '@/lib/context/context'
import type { Sql } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import type { Summary } from '../answer'
import { ownLabel } from '../auto'
import type { ColumnRole, MeasureKind } from '../contract'
import { otherCategory } from '../discover'
import { type Aggregate, addSample } from '../fold'
import { measure, type Sample } from '../measure'
import { type Piece, planPieces } from '../plan'
import { HyperLogLog } from '../sketch/hyper-log-log'
import { QuantileSketch } from '../sketch/quantile-sketch'
import { mergeEncoded, type Sketch } from '../sketch/sketch'
import { stepOf } from '../step-of'
import { listRawEvents, type MeasuredMetric, readRollups, type SeriesRecord } from '../store/read'
import { readSketches } from '../store/sketches'
import { mergeCells, readEngineCells } from './engine-cells'
import { keepPieces } from './kept'

const rawLimit = 200_000
const sketchBytesLimit = 64 * 1024 * 1024

/** What is asked of a metric: [from, to) in milliseconds, in steps that start at `starts`. */
export type SampleQuestion = {
  metric: Pick<MeasuredMetric, 'kind' | 'field'>
  groups: SeriesRecord[][]
  from: number
  to: number
  starts: number[]
  withLast: boolean
  /** Whether the answer is read from sketches instead of aggregates. */
  sketched: boolean
}

/** Summaries by group, then by step. */
export type Samples = Map<number, Summary>[]

/** A role of a column whose values are samples of a kind; levels have none. */
const rolesOf: Record<MeasureKind, ColumnRole> = {
  events: 'text',
  value: 'numeric',
  category: 'categorical',
  distinct: 'identifier',
  rows: 'text',
  total: 'text',
  current: 'text',
  lag: 'text',
  freshness: 'text',
  transition: 'text',
  dwell: 'text',
  check: 'text',
  tally: 'text',
  score: 'text',
}

type ValueSketch = QuantileSketch | HyperLogLog

/** Adds a raw sample to a sketch (made when there is none). */
function sketchSample(sketch: ValueSketch | undefined, { kind, value }: Sample): ValueSketch {
  const whole = sketch ?? (kind === 'distinct' ? new HyperLogLog() : new QuantileSketch())
  if (whole instanceof HyperLogLog) whole.add(String(value))
  else whole.add(Number(value))
  return whole
}

/** Reads what lies below a minute from the raw events: the same samples, measured again. */
async function readRaw(sql: Sql, { metric, groups, starts, sketched }: SampleQuestion, piece: Piece, samples: Samples) {
  const field = metric.field ?? ''
  const label = ownLabel(metric.kind, field)
  const place = new Map<string, number>()
  groups.forEach((members, group) => {
    for (const one of members) place.set(`${one.tableId}\0${label ? one.labels[label] : ''}`, group)
  })
  const tableIds = [...new Set(groups.flat().map((one) => one.tableId))]
  const events = await listRawEvents(sql, tableIds, piece.from, piece.to, rawLimit + 1)
  if (events.length > rawLimit) {
    throw new AppError(
      'bad_request',
      'Too many events for steps or edges below a minute; the smallest step that fits is 1m',
    )
  }
  const groupOf = (tableId: number, sample: Sample) =>
    place.get(`${tableId}\0${sample.label ?? ''}`) ??
    (metric.kind === 'category' ? place.get(`${tableId}\0${otherCategory}`) : undefined)
  for (const event of events) {
    const at = new Date(event.at).getTime()
    const lagMs = new Date(event.receivedAt).getTime() - at
    for (const sample of measure({ ...event, lagMs }, (column) => (column === field ? rolesOf[metric.kind] : 'text'))) {
      const group = sample.kind === metric.kind && sample.field === field ? groupOf(event.tableId, sample) : undefined
      if (group === undefined) continue
      const step = stepOf(starts, at)
      const known = samples[group]!.get(step)
      const next = sketched
        ? sketchSample(known as ValueSketch | undefined, sample)
        : addSample(known as Aggregate | undefined, sample.value, at)
      samples[group]!.set(step, next)
    }
  }
}

type Wanted = { pieces: Piece[]; series: { id: number; group: number }[]; starts: number[] }

/** Merges the sketches of `pieces`, and of the log what lies in them, into the steps. */
async function readSketched(sql: Sql, { pieces, series, starts }: Wanted, samples: Samples) {
  const begins = pieces.map(({ from }) => from)
  let bytes = 0
  for await (const found of readSketches(sql, { pieces, series })) {
    for (const { group, bucket, sketch } of found) {
      const piece = pieces[stepOf(begins, bucket)]
      if (!piece || bucket >= piece.to) continue
      bytes += sketch.length
      const step = stepOf(starts, bucket)
      samples[group]!.set(step, mergeEncoded(samples[group]!.get(step) as Sketch | undefined, sketch))
    }
    if (bytes > sketchBytesLimit) {
      throw new AppError(
        'bad_request',
        'Too many different values in too many steps; ask for a wider step or less time',
      )
    }
  }
}

/** The summaries of a metric's samples by group and step, from the coarsest source that is exact. */
export async function readSamples(context: Context, question: SampleQuestion): Promise<Samples> {
  const sql = context.db.$planned
  const { groups, from, to, starts, withLast, sketched } = question
  const samples: Samples = groups.map(() => new Map())
  const series = groups.flatMap((members, group) => members.map(({ id }) => ({ id, group })))
  if (series.length === 0) return samples
  const pieces = await keepPieces(context, planPieces(from, to, starts), starts)
  const rolled = pieces.filter((piece) => piece.resolution !== 'raw')
  if (sketched) await readSketched(sql, { pieces: rolled, series, starts }, samples)
  else {
    const here = await readRollups(sql, { pieces: rolled, series, starts, withLast })
    const there = await readEngineCells(context, { pieces, series, starts })
    for (const { group, step, aggregate } of mergeCells(here, there)) samples[group]!.set(step, aggregate)
  }
  for (const piece of pieces) if (piece.resolution === 'raw') await readRaw(sql, question, piece, samples)
  return samples
}
