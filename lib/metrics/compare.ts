import { type Aggregate, dayMs, hourMs, mergeAggregate, minuteMs } from './fold'

/** What a bucket holds in one text: equal texts are equal to the last digit. */
export type BucketText = string

/** `sum` without trailing zeros; times in milliseconds. */
export type Bucket = Pick<Aggregate, 'count' | 'min' | 'max' | 'firstAt' | 'last' | 'lastAt'> & { sum: string }

export const writeBucket = ({ count, sum, min, max, firstAt, last, lastAt }: Bucket): BucketText =>
  [count, sum, min, max, firstAt, last, lastAt].join(' ')

/** A series without its number: its kind, field and label, as rollups and recounts both know it. */
export const seriesName = (kind: string, field: string, label: string) => [kind, field, label].join('\0')

export const resolutionWidths = { samples_1m: minuteMs, samples_1h: hourMs, samples_1d: dayMs } as const
export type Compared = keyof typeof resolutionWidths

/** Buckets of one resolution by series and start. */
export type Buckets = Map<string, BucketText>
export const bucketKey = (series: string, start: number) => `${series}\0${start}`

function coarsen(minutes: Map<number, Aggregate>, widthMs: number): Map<number, Aggregate> {
  const coarse = new Map<number, Aggregate>()
  for (const [bucket, part] of minutes) {
    const start = bucket - (bucket % widthMs)
    coarse.set(start, mergeAggregate(coarse.get(start), part))
  }
  return coarse
}

type Counted = { kind: string; field: string; label: string | null; minutes: Map<number, Aggregate> }

/** The buckets of one resolution that counted series have. */
export function bucketsOf(series: readonly Counted[], resolution: Compared): Buckets {
  const buckets: Buckets = new Map()
  const width = resolutionWidths[resolution]
  for (const { kind, field, label, minutes } of series) {
    const name = seriesName(kind, field, label ?? '')
    for (const [start, aggregate] of width === minuteMs ? minutes : coarsen(minutes, width)) {
      buckets.set(bucketKey(name, start), writeBucket({ ...aggregate, sum: aggregate.sum.toString() }))
    }
  }
  return buckets
}

/** A resolution of samples, or of the sketches beside them. */
export type Kept = Compared | 'sketches_1m' | 'sketches_1h' | 'sketches_1d'
export type Difference = {
  resolution: Kept
  series: string
  start: number
  kept: string | null
  counted: string | null
}
export type Comparison = { compared: number; different: number; examples: Difference[] }

const mostExamples = 5

/** How many buckets there are on either side, how many of them differ, and a few of those. */
export function compareBuckets(resolution: Kept, kept: Buckets, counted: Buckets): Comparison {
  const keys = new Set([...kept.keys(), ...counted.keys()])
  const different = [...keys].filter((key) => kept.get(key) !== counted.get(key))
  const examples = different.slice(0, mostExamples).map((key): Difference => {
    const at = key.lastIndexOf('\0')
    const series = key.slice(0, at).split('\0').filter(Boolean).join(' ')
    return {
      resolution,
      series,
      start: Number(key.slice(at + 1)),
      kept: kept.get(key) ?? null,
      counted: counted.get(key) ?? null,
    }
  })
  return { compared: keys.size, different: different.length, examples }
}
