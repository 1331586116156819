import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ingest } from '@/tests/support/http'
import { previewRule } from '@/tests/support/quality'
import { startRuntime } from '@/tests/support/runtime'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const hourNow = Math.floor(Date.now() / hour) * hour

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

let made = 0
const insert = (table: string, at: number, after: Record<string, unknown> = {}) => {
  made += 1
  return {
    id: `p${made}`,
    type: 'INSERT',
    table,
    timestamp: new Date(at).toISOString(),
    after: { id: made, ...after },
  }
}
const seconds = (name: string | undefined) => Date.parse(name ?? '') / 1000
const preview = async (body: Record<string, unknown>) => {
  const { status, data } = await previewRule(body)
  expect(status).toBe(200)
  return data
}

describe('rules about whole tables are tried on the periods of the last day', () => {
  test('a silence counts the minutes in which it was too long, and is shown', async () => {
    const from = hourNow - 5 * hour
    const arrivals = [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70].map((at) => from + at * minute)
    await ingest(arrivals.map((at) => insert('beats', at)))
    const quiet = await preview({ table: 'beats', type: 'max_age', params: { max_age: '6h' } })
    expect(quiet).toMatchObject({ counted: 'minutes', figures: { failed: 0 } })
    const { figures, examples } = await preview({ table: 'beats', type: 'max_age', params: { max_age: '30m' } })
    const lastHeard = from + 70 * minute + minute
    const silent = Math.floor((Date.now() - lastHeard) / minute)
    expect(Math.abs(figures!.failed - (silent - 30))).toBeLessThanOrEqual(1)
    expect(figures!.checked - figures!.failed).toBeGreaterThan(70)
    expect(seconds(examples[0]!.silent_since as string)).toBe(lastHeard / 1000)
  })

  test('periods with too few rows, each with what was counted', async () => {
    const rows = (hours: number, count: number) =>
      Array.from({ length: count }, (_, place) => insert('sales', hourNow - hours * hour + place * minute))
    await ingest([...rows(6, 9), ...rows(5, 10), ...rows(4, 3), ...rows(2, 12)])
    const found = await preview({ table: 'sales', type: 'row_count', params: { min: 5, per: '1h' } })
    expect(found.counted).toBe('periods')
    const broken = found.examples.map(({ from, rows: count }) => [
      (hourNow - Date.parse(String(from))) / hour,
      Number(count),
    ])
    expect(broken.filter(([hours]) => hours! >= 2)).toEqual([
      [3, 0],
      [4, 3],
    ])
    expect(found.examples[0]).toMatchObject({ min: 5 })
    expect(found.figures!.checked).toBeGreaterThanOrEqual(5)
    expect(found.figures!.checked).toBeLessThanOrEqual(7)
  })

  test('what is usual is learned from the days before, and said where it is not known yet', async () => {
    const rows = Array.from({ length: 8 }, (_, back) =>
      Array.from({ length: back === 0 ? 2 : 40 }, (_, place) =>
        insert('visits', hourNow - 3 * hour - back * day + place * minute),
      ),
    )
    await ingest(rows.flat())
    const found = await preview({ table: 'visits', type: 'row_count', params: { learned: true, per: '1h' } })
    expect(found.examples).toHaveLength(1)
    expect(found.examples[0]).toMatchObject({
      rows: 2,
      min: expect.any(Number),
      from: new Date(hourNow - 3 * hour).toISOString(),
    })
    const young = await preview({ table: 'sales', type: 'row_count', params: { learned: true } })
    expect(young.figures!.checked).toBe(0)
    expect(young.warnings.join()).toContain('not known yet')
  })

  test('two metrics that should be the same', async () => {
    const paid = [5, 4, 3].flatMap((hours) => [
      insert('bills', hourNow - hours * hour, { amount: 10 }),
      insert('bills', hourNow - hours * hour + minute, { amount: 20 }),
      insert('receipts', hourNow - hours * hour, { amount: hours === 4 ? 25 : 30 }),
    ])
    await ingest(paid)
    const params = { metric: 'bills_amount_sum', equals: 'receipts_amount_sum', per: '1h' }
    const found = await preview({ table: 'bills', type: 'matches_metric', params })
    expect(found).toMatchObject({ counted: 'periods', figures: { checked: 24, failed: 1 } })
    expect(found.examples).toEqual([
      {
        from: new Date(hourNow - 4 * hour).toISOString(),
        to: new Date(hourNow - 3 * hour).toISOString(),
        metric: 30,
        equals: 25,
      },
    ])
    const wide = await preview({ table: 'bills', type: 'matches_metric', params: { ...params, tolerance_percent: 20 } })
    expect(wide.figures!.failed).toBe(0)
    const wrong = await preview({
      table: 'bills',
      type: 'matches_metric',
      params: { ...params, equals: 'nothing_sum' },
    })
    expect(wrong.warnings.join()).toContain('nothing_sum')
  })

  test('a period of weeks is one, as it is judged; names of any length', async () => {
    const long = `bills_amount_sum + ${'0 + '.repeat(40)}0`
    const found = await preview({
      table: 'bills',
      type: 'matches_metric',
      params: { metric: 'bills_amount_sum', equals: long, per: '14d' },
    })
    expect(found.figures).toMatchObject({ checked: 1, failed: 0 })
    const short = await previewRule({
      table: 'bills',
      type: 'matches_metric',
      params: { metric: 'a', equals: 'b', per: '1s' },
    })
    expect(short.status).toBe(422)
  })

  test('a silence from before the day is told from its beginning', async () => {
    const at = hourNow - 3 * day
    await ingest([insert('old_beats', at - 40 * day), insert('old_beats', at)])
    const found = await preview({ table: 'old_beats', type: 'max_age', params: { max_age: '1h' } })
    expect(found.examples).toHaveLength(1)
    expect(seconds(found.examples[0]!.silent_since as string)).toBe((at + minute) / 1000)
    expect(found.figures).toMatchObject({ checked: 1440, failed: 1440 })
    const patient = await preview({ table: 'old_beats', type: 'max_age', params: { max_age: '60d' } })
    expect(patient.figures).toMatchObject({ checked: 1440, failed: 0 })
  })

  test('of several tables of a name each example says which it is of', async () => {
    await ingest([
      { ...insert('twins', hourNow - 4 * hour), schema: 'left' },
      { ...insert('twins', hourNow - 3 * hour), schema: 'right' },
    ])
    const found = await preview({ table: 'twins', type: 'max_age', params: { max_age: '30m' } })
    expect(found.examples.map(({ schema }) => schema)).toEqual(['left', 'right'])
    const one = await preview({ table: 'twins', schema: 'right', type: 'max_age', params: { max_age: '30m' } })
    expect(one.examples).toHaveLength(1)
  })

  test('a table that nobody knows', async () => {
    const found = await preview({ table: 'nowhere', type: 'max_age', params: { max_age: '1h' } })
    expect(found.figures).toMatchObject({ checked: 0, pass_rate: null })
    expect(found.warnings.join()).toContain('nowhere')
  })
})

describe('rules that compare rows with others are tried on the rows as they are', () => {
  test('values that an earlier row has, of old rows too', async () => {
    await ingest([
      insert('members', Date.now() - 3 * day, { mail: 'a@example.com' }),
      insert('members', Date.now() - 3 * day, { mail: 'a@example.com' }),
      insert('members', Date.now() - hour, { mail: 'a@example.com', name: 'third' }),
      insert('members', Date.now() - hour, { mail: 'b@example.com' }),
      insert('members', Date.now() - hour, { mail: null }),
    ])
    const found = await preview({ table: 'members', column: 'mail', type: 'unique' })
    expect(found).toMatchObject({ counted: 'rows', figures: { checked: 2, failed: 1 } })
    expect(found.examples).toMatchObject([{ name: 'third' }])
    const key = await preview({ table: 'members', column: 'id', type: 'unique' })
    expect(key).toMatchObject({ figures: null, warnings: [expect.stringContaining('key of members')] })
  })

  test('not those of a table that was emptied since, and not an old row that changed', async () => {
    const at = Date.now() - 2 * hour
    await ingest([insert('passes', at - day, { code: 'a' }), insert('passes', at, { code: 'a' })])
    made += 1
    await ingest([
      { id: `p${made}`, type: 'TRUNCATE', table: 'passes', timestamp: new Date(at + minute).toISOString() },
    ])
    await ingest([insert('passes', at + 2 * minute, { code: 'a' })])
    const emptied = await preview({ table: 'passes', column: 'code', type: 'unique' })
    expect(emptied.figures).toMatchObject({ checked: 1, failed: 0 })
    const references = { table: 'passes', column: 'code' }
    await ingest([insert('doors', at, { pass: 'a' }), insert('doors', at, { pass: 'b' })])
    const doors = await preview({ table: 'doors', column: 'pass', type: 'references', params: { references } })
    expect(doors.figures).toMatchObject({ checked: 2, failed: 1 })

    await ingest([insert('cards', at - 3 * day, { code: 'c' }), insert('cards', at, { code: 'c' })])
    const old = { id: made - 1, code: 'c' }
    const change = { type: 'UPDATE', table: 'cards', timestamp: new Date(at + hour).toISOString() }
    await ingest([{ id: 'p-change', ...change, before: old, after: { ...old, seen: 1 } }])
    const cards = await preview({ table: 'cards', column: 'code', type: 'unique' })
    expect(cards.figures).toMatchObject({ checked: 1, failed: 1 })
    expect(cards.examples).toMatchObject([{ id: made }])
  })

  test('what was not compared is said', async () => {
    await ingest([insert('blanks', Date.now() - hour, { code: null })])
    const blank = await preview({ table: 'blanks', column: 'code', type: 'unique' })
    expect(blank.warnings.join()).toContain('none has a value')
    const absent = await preview({ table: 'blank_nowhere', column: 'code', type: 'unique' })
    expect(absent.warnings.join()).toContain('No row of blank_nowhere')
  })

  test('rows that refer to none', async () => {
    const at = Date.now() - hour
    await ingest([insert('owners', at - 5 * day, { code: 'x' }), insert('owners', at, { code: 'y' })])
    await ingest([
      insert('pets', at, { owner: 'x' }),
      insert('pets', at, { owner: 'z', name: 'lost' }),
      insert('pets', at, { owner: null }),
    ])
    const references = { table: 'owners', column: 'code' }
    const found = await preview({ table: 'pets', column: 'owner', type: 'references', params: { references } })
    expect(found.figures).toMatchObject({ checked: 2, failed: 1 })
    expect(found.examples).toMatchObject([{ name: 'lost' }])
  })
})
