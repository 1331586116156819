import 'server-only'
import type { Sql } from '@/lib/db/client'
import { DecimalSum } from '@/lib/metrics/decimal'
import { without } from '@/lib/metrics/kept'
import type { StorageEngine } from '../engine'
import { partWidth } from '../part-width'
import { listMoved, listTotals, type SeriesTotal, type Stretch } from '../store/minutes'
import { listSampledSeries } from '../store/names'
import { readAll } from './read-all'

const tries = 3

/** A series that two places do not tell the same of: `[count, sum, change]` of each. */
export type Difference = { seriesId: number; one: string; other: string }
type Totals = Map<number, { count: number; sum: DecimalSum; change: DecimalSum }>

const asText = ({ count, sum, change }: { count: number; sum: string | DecimalSum; change: string | DecimalSum }) =>
  `${count} ${sum.toString()} ${change.toString()}`

/** What series come to in stretches, by an engine. */
export async function totalsOf(sql: Sql, engine: StorageEngine, stretches: Stretch[]): Promise<Map<number, string>> {
  const totals: Totals = new Map()
  const width = partWidth((await listSampledSeries(sql)).length)
  const parts = stretches.flatMap(({ from, to }) =>
    Array.from({ length: Math.ceil((to - from) / width) }, (_, i) => {
      const start = from + i * width
      return { from: start, to: Math.min(to, start + width) }
    }),
  )
  for (const part of parts) {
    for (const { seriesId, aggregate } of await readAll(sql, engine, part)) {
      const own = totals.get(seriesId) ?? { count: 0, sum: new DecimalSum(), change: new DecimalSum() }
      totals.set(seriesId, own)
      own.count += aggregate.count
      own.sum.addSum(aggregate.sum)
      own.change.addSum(aggregate.change)
    }
  }
  const texts = [...totals].map(([seriesId, own]): [number, string] => [seriesId, asText(own)])
  return new Map(texts.filter(([, text]) => text !== '0 0 0'))
}

export function compareTotals(one: Map<number, string>, other: Map<number, string>): Difference[] {
  const ids = [...new Set([...one.keys(), ...other.keys()])].sort((a, b) => a - b)
  const nothing = '0 0 0'
  return ids.flatMap((seriesId) => {
    const [a, b] = [one.get(seriesId) ?? nothing, other.get(seriesId) ?? nothing]
    return a === b ? [] : [{ seriesId, one: a, other: b }]
  })
}

const inDecimals = (rows: SeriesTotal[]) =>
  new Map(
    rows.map(({ seriesId, count, sum, change }): [number, string] => {
      const [sums, changes] = [new DecimalSum(), new DecimalSum()]
      sums.add(sum)
      changes.add(change)
      return [seriesId, asText({ count, sum: sums, change: changes })]
    }),
  )

/**
 * Where an engine and PostgreSQL do not tell the same of minutes of [from, to) that both have, by count, sum and change of each series.
 * What moves meanwhile is looked at again.
 */
export async function verifyExtended(
  sql: Sql,
  engine: StorageEngine,
  stretch: Stretch,
): Promise<{ series: number; differing: Difference[] }> {
  for (let left = tries; ; left -= 1) {
    const both = without(stretch, await listMoved(sql, stretch))
    const here = inDecimals(await listTotals(sql, both))
    const differing = compareTotals(here, await totalsOf(sql, engine, both))
    if (differing.length === 0 || left === 1) return { series: here.size, differing }
  }
}
