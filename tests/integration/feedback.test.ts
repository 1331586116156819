import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as explanationRoute from '@/app/api/v1/datawatch/anomalies/[id]/explanation/route'
import * as previewRoute from '@/app/api/v1/datawatch/anomalies/[id]/feedback/preview/route'
import * as feedbackRoute from '@/app/api/v1/datawatch/anomalies/[id]/feedback/route'
import * as anomaliesRoute from '@/app/api/v1/datawatch/anomalies/route'
import * as expectedRoute from '@/app/api/v1/datawatch/metrics/[name]/expected/route'
import type { Anomaly, AnomalyList, ExpectedBand } from '@/lib/anomalies/contract'
import type { Explanation } from '@/lib/anomalies/explanation-contract'
import type { FeedbackInput, FeedbackPreview } from '@/lib/anomalies/feedback-contract'
import { base, bucket, day, flow, hour, iso, minute, ordinary, passAt, send } from '@/tests/support/detected-flow'
import { call } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

const spikeAt = base - 3 * hour
const shiftAt = base - 5 * hour
/** Two spikes of one day, two at the same time of two days, one that goes up for good, and one spike. */
const tables: Record<string, (at: number) => number> = {
  alarms: (at) => (at === spikeAt || at === spikeAt - 6 * hour ? 30 : ordinary(at)),
  daily: (at) => (at === spikeAt ? 110 : at === spikeAt - day ? 45 : ordinary(at)),
  moved: (at) => ordinary(at) * (at >= shiftAt ? 4 : 1),
  period: (at) => (at === spikeAt ? 50 : ordinary(at)),
}

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
  for (const [table, countAt] of Object.entries(tables)) await send(flow(table, base - 4 * day, base, countAt))
  await pass()
}, 120_000)
afterAll(() => runtime.stop())

let passes = 0
const pass = () => passAt(base + 7 * minute + ++passes * minute)

/** The anomalies of all events of a table, oldest first. */
async function found(table: string): Promise<Anomaly[]> {
  const query = { metric: `${table}_events_total` }
  return (await call<AnomalyList>(anomaliesRoute.GET, '/anomalies', { query })).data.anomalies.reverse()
}
async function foundAt(table: string, at: number): Promise<Anomaly> {
  const one = (await found(table)).find(({ started_at }) => started_at === iso(at))
  if (!one) throw new Error(`nothing of ${table} at ${iso(at)}`)
  return one
}
const give = (id: string, body: FeedbackInput) =>
  call<Anomaly>(feedbackRoute.POST, `/anomalies/${id}/feedback`, { method: 'POST', params: { id }, body })
const preview = (id: string, body: FeedbackInput) =>
  call<FeedbackPreview>(previewRoute.POST, `/anomalies/${id}/feedback/preview`, {
    method: 'POST',
    params: { id },
    body,
  })
const takeBack = (id: string) =>
  call<Anomaly>(feedbackRoute.DELETE, `/anomalies/${id}/feedback`, { method: 'DELETE', params: { id } })

async function bandAt(table: string, at: number) {
  const name = `${table}_events_total`
  const query = { from: iso(at), to: iso(at + bucket), step: '5m' }
  return (await call<ExpectedBand>(expectedRoute.GET, `/metrics/${name}/expected`, { params: { name }, query }))
    .data[0]!
}
const highAfterwards = async (table: string) => (await bandAt(table, spikeAt + hour)).max!

describe('a false alarm', () => {
  test('is resolved in the name of who said so, raises the bar, and can be taken back', async () => {
    const [first] = await found('alarms')
    const before = await highAfterwards('alarms')
    const seen = (await preview(first!.id, { verdict: 'false_alarm' })).data
    const given = await give(first!.id, { verdict: 'false_alarm', user: 'ann' })
    expect(given.data).toMatchObject({ feedback: 'false_alarm', feedback_by: 'ann', status: 'resolved' })
    expect(given.data.feedback_at).not.toBeNull()
    const after = await highAfterwards('alarms')
    expect(after).toBeGreaterThan(before)
    const drawn = seen.points.find(({ timestamp }) => timestamp === iso(spikeAt - 6 * hour + 12 * bucket))!
    expect(drawn.after.max! - drawn.before.max!).toBeGreaterThan(0)

    await pass()
    expect((await found('alarms')).map(({ started_at }) => started_at)).toEqual([iso(spikeAt - 6 * hour)])

    const back = await give(first!.id, { verdict: null })
    expect(back.data).toMatchObject({ feedback: null, feedback_by: null, feedback_at: null, status: 'open' })
    expect(await highAfterwards('alarms')).toBe(before)
    await pass()
    expect(await found('alarms')).toHaveLength(2)
  })
})

describe('ignoring', () => {
  test('the pattern of every day: the same time does not alarm on later days, and has no band', async () => {
    const yesterday = await foundAt('daily', spikeAt - day)
    await foundAt('daily', spikeAt)
    const given = await give(yesterday.id, { verdict: 'ignore', scope: 'daily', time_zone: 'Europe/Berlin' })
    expect(given.data).toMatchObject({ feedback: 'ignore', feedback_scope: 'daily', status: 'resolved' })
    await pass()
    expect((await found('daily')).map(({ started_at }) => started_at)).toEqual([iso(spikeAt - day)])
    expect(await bandAt('daily', spikeAt)).toMatchObject({ min: null, max: null })
    expect((await bandAt('daily', spikeAt + hour)).max).not.toBeNull()

    expect((await takeBack(yesterday.id)).data).toMatchObject({ feedback: null, feedback_scope: null, status: 'open' })
    await pass()
    expect(await found('daily')).toHaveLength(2)
  })

  test('a period: it is neither judged nor learned from', async () => {
    const one = await foundAt('period', spikeAt)
    const [from, to] = [iso(spikeAt - hour), iso(spikeAt + hour)]
    const seen = (await preview(one.id, { verdict: 'ignore', from, to })).data
    const inside = seen.points.filter(({ timestamp }) => timestamp >= from && timestamp < to)
    expect(inside).toHaveLength(24)
    expect(new Set(inside.map(({ after }) => after.max))).toEqual(new Set([null]))
    expect(inside.every(({ before }) => before.max !== null)).toBe(true)
    expect((await found('period'))[0]!.feedback).toBeNull()
    expect((await give(one.id, { verdict: 'ignore', from, to })).data.feedback_scope).toBe('period')
    expect(await bandAt('period', spikeAt + 3 * bucket)).toMatchObject({ expected: null })
  })
})

describe('a new normal', () => {
  test('moves the band to the new level at once, and the old one stays before it', async () => {
    const one = await foundAt('moved', shiftAt)
    const before = await bandAt('moved', shiftAt - hour)
    const old = await bandAt('moved', shiftAt)
    expect(old.max).toBeLessThan(28)
    const { data: seen } = await preview(one.id, { verdict: 'new_normal' })
    const drawn = seen.points.find(({ timestamp }) => timestamp === iso(shiftAt))!
    expect(drawn.before.expected).toBeCloseTo(7, 0)
    expect(Math.abs(drawn.after.expected! - 28)).toBeLessThan(4)
    expect((await give(one.id, { verdict: 'new_normal' })).data).toMatchObject({
      status: 'resolved',
      feedback: 'new_normal',
    })
    const moved = await bandAt('moved', shiftAt)
    expect(Math.abs(moved.expected! - 28)).toBeLessThan(4)
    expect(await bandAt('moved', shiftAt - hour)).toEqual(before)
    await pass()
    expect((await found('moved')).map(({ started_at }) => started_at)).toEqual([iso(shiftAt)])
  })
})

describe('what was expected', () => {
  test('is learned from: the same at this time is usual from then on', async () => {
    const one = await foundAt('daily', spikeAt)
    const { status, feedback } = (await give(one.id, { verdict: 'expected' })).data
    expect([status, feedback]).toEqual(['open', 'expected'])
    expect((await give(one.id, { verdict: 'anomaly' })).data.feedback).toBe('anomaly')
  })
})

test.each([
  { body: { verdict: 'ignore', scope: 'weekly' } as const },
  { body: { verdict: 'new_normal' } as const },
  { body: { verdict: 'false_alarm' } as const },
])('$body leaves what is told of why it was found, and when it ended', async ({ body }) => {
  const one = await foundAt('period', spikeAt)
  const explain = () =>
    call<Explanation>(explanationRoute.GET, `/anomalies/${one.id}/explanation`, { params: { id: one.id } })
  const before = (await explain()).data
  expect(before.votes.filter(({ fired }) => fired)).not.toEqual([])
  await give(one.id, body)
  await pass()
  const { votes, rarity, contributions } = (await explain()).data
  expect({ votes, rarity, contributions }).toEqual({
    votes: before.votes,
    rarity: before.rarity,
    contributions: before.contributions,
  })
  expect((await foundAt('period', spikeAt)).ended_at).toBe(one.ended_at)
  await takeBack(one.id)
  await pass()
})

test.each([
  { body: { verdict: 'maybe' }, field: 'verdict', says: /expected.*anomaly.*false_alarm.*new_normal.*ignore/ },
  { body: {}, field: 'verdict', says: /expected/ },
  { body: { verdict: 'expected', scope: 'daily' }, field: 'scope', says: /belongs to the verdict ignore/ },
  { body: { verdict: 'ignore', scope: 'monthly' }, field: 'scope', says: /period.*daily.*weekly/ },
  { body: { verdict: 'ignore', scope: 'daily', from: iso(base) }, field: 'from', says: /scope period/ },
  { body: { verdict: 'ignore', time_zone: 'UTC' }, field: 'time_zone', says: /daily and weekly/ },
  { body: { verdict: 'ignore', scope: 'daily', time_zone: 'Mars' }, field: 'time_zone', says: /IANA/ },
  { body: { verdict: 'ignore', from: iso(base), to: iso(base - day) }, field: 'from', says: /before to/ },
  { body: { verdict: 'ignore', from: null }, field: 'from', says: /RFC 3339/ },
  { body: { verdict: 'ignore', to: iso(base - 3 * day) }, field: 'to', says: /must lie after/ },
  { body: { verdict: 'ignore', note: 'x' }, field: '', says: /note; possible: verdict, scope/ },
])('422: $body', async ({ body, field, says }) => {
  const one = await foundAt('daily', spikeAt)
  for (const ask of [give, preview]) {
    const { status, json } = await ask(one.id, body as FeedbackInput)
    expect(status).toBe(422)
    expect((json.errors as { path: string; message: string }[]).find(({ path }) => path === field)?.message).toMatch(
      says,
    )
  }
})

test('404: of an anomaly that there is not', async () => {
  const id = '01934567-89ab-7cde-8f01-23456789abcd'
  const answers = [await give(id, { verdict: null }), await preview(id, { verdict: 'ignore' }), await takeBack(id)]
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
})
