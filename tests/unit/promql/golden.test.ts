import { describe, expect, test } from 'vitest'
import { AppError } from '@/lib/errors/app-error'
import { answerInstant, answerRange } from '@/lib/promql/answer'
import { checkTypes } from '@/lib/promql/check'
import type { Point, QueryData } from '@/lib/promql/contract'
import { evaluate } from '@/lib/promql/evaluate'
import { keyOf, type Labels } from '@/lib/promql/labels'
import { parse } from '@/lib/promql/parse'
import { stepTimes } from '@/lib/promql/times'
import golden from '@/tests/golden/promql.json'
import { type PlainSeries, plainReader, plainScope } from '@/tests/support/plain-samples'

const { instants, ranges, refused, impossible } = golden
const time = golden.time * 1000
const number = (text: string) => Number(text.replace('Inf', 'Infinity'))
const series = golden.series.map(({ labels, values }): PlainSeries => {
  const own = Object.entries(labels).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { labels: Object.fromEntries(own), values: values.map((text) => (text === null ? null : number(text))) }
})
const read = plainReader(series, golden.start * 1000)

async function ask(query: string, times: number[]) {
  const whole = parse(query)
  const type = checkTypes(query, whole)
  return { type, value: await evaluate(whole, plainScope(query, times, read)) }
}

const near = (text: string) => {
  const value = number(text)
  return Number.isFinite(value) ? Number(value.toPrecision(11)) : text
}
type Shown = { labels: string; points: [number, number | string][] }

/** An answer with numbers to eleven digits, in the order of labels. */
function show(data: QueryData): Shown[] | string {
  const points = (values: Point[]) => values.map(([at, text]): [number, number | string] => [at, near(text)])
  const sorted = (lines: Shown[]) => lines.sort((a, b) => (a.labels < b.labels ? -1 : 1))
  const labels = (metric: Labels) => keyOf(metric)
  if (data.resultType === 'string') return data.result[1]
  if (data.resultType === 'scalar') return [{ labels: 'scalar', points: points([data.result]) }]
  if (data.resultType === 'vector') {
    return sorted(data.result.map(({ metric, value }) => ({ labels: labels(metric), points: points([value]) })))
  }
  return sorted(data.result.map(({ metric, values }) => ({ labels: labels(metric), points: points(values) })))
}

describe('what Prometheus answers', () => {
  test.each(instants.filter(({ query }) => !/^(\(.*\)|requests)\[/.test(query)))('$query', async ({ query, data }) => {
    const { value } = await ask(query, [time])
    expect(show(answerInstant(value, time))).toEqual(show(data as unknown as QueryData))
  })

  test.each(ranges)('over steps: $query', async ({ query, data }) => {
    const times = stepTimes(golden.range.start * 1000, golden.range.end * 1000, golden.range.step * 1000)
    const { value } = await ask(query, times)
    expect(show(answerRange(value, times))).toEqual(show(data as unknown as QueryData))
  })

  test('the order of what is sorted', async () => {
    for (const query of ['sort(memory)', 'sort_desc(requests)', 'topk(2, requests)']) {
      const { value } = await ask(query, [time])
      const wanted = instants.find((one) => one.query === query)!.data as unknown as QueryData
      expect(answerInstant(value, time).result).toEqual(wanted.result)
    }
  })
})

const failure = async (query: string) => {
  try {
    await ask(query, [time])
    return 'answered'
  } catch (error) {
    return error instanceof AppError ? error.code : String(error)
  }
}

test.each(refused)('refused as it is written: $query', async ({ query }) => {
  expect(await failure(query)).toBe('bad_request')
})

test.each(impossible)('refused when it is computed: $query', async ({ query, status }) => {
  expect([status, await failure(query)]).toEqual([422, 'invalid_input'])
})
