import 'server-only'
import type { Sql } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { ownLabel } from '../auto'
import { otherCategory } from '../discover'
import { type Aggregate, addSample } from '../fold'
import { measure, type Sample } from '../measure'
import { type Piece, planPieces } from '../plan'
import { listRawEvents, type MeasuredMetric, readRollups, type SeriesRecord } from '../store/read'

const rawLimit = 200_000

/** What is asked of a metric: [from, to) in milliseconds, in steps that start at `starts`. */
export type SampleQuestion = {
  metric: Pick<MeasuredMetric, 'kind' | 'field'>
  groups: SeriesRecord[][]
  from: number
  to: number
  starts: number[]
  withLast: boolean
}

/** Aggregates by group, then by step. */
export type Samples = Map<number, Aggregate>[]

function stepOf(starts: readonly number[], at: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (starts[middle]! <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Reads what lies below a minute from the raw events: the same samples, measured again. */
async function readRaw(sql: Sql, { metric, groups, starts }: SampleQuestion, piece: Piece, samples: Samples) {
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
  const role = metric.kind === 'value' ? 'numeric' : 'categorical'
  const groupOf = (tableId: number, sample: Sample) =>
    place.get(`${tableId}\0${sample.label ?? ''}`) ??
    (metric.kind === 'category' ? place.get(`${tableId}\0${otherCategory}`) : undefined)
  for (const event of events) {
    const at = new Date(event.at).getTime()
    for (const sample of measure(event, (column) => (column === field ? role : 'text'))) {
      const group = sample.kind === metric.kind && sample.field === field ? groupOf(event.tableId, sample) : undefined
      if (group === undefined) continue
      const step = stepOf(starts, at)
      samples[group]!.set(step, addSample(samples[group]!.get(step), sample.value, at))
    }
  }
}

/** The aggregates of a metric's samples by group and step, from the coarsest source that is exact. */
export async function readSamples(sql: Sql, question: SampleQuestion): Promise<Samples> {
  const { groups, from, to, starts, withLast } = question
  const samples: Samples = groups.map(() => new Map())
  const pieces = planPieces(from, to, starts)
  const series = groups.flatMap((members, group) => members.map(({ id }) => ({ id, group })))
  const rolled = pieces.filter((piece) => piece.resolution !== 'raw')
  for (const { group, step, aggregate } of await readRollups(sql, { pieces: rolled, series, starts, withLast })) {
    samples[group]!.set(step, aggregate)
  }
  if (series.length === 0) return samples
  for (const piece of pieces) if (piece.resolution === 'raw') await readRaw(sql, question, piece, samples)
  return samples
}
