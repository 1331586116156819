import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWriterPool, type Sql } from '@/lib/db/client'
import { Partitions } from '@/lib/db/partitions'
import { type NativeEvent, readNative } from '@/lib/events/native'
import { type PreparedEvent, prepareEvent } from '@/lib/events/prepare'
import { createCommit } from '@/lib/events/service/commit'
import type { Verdict } from '@/lib/events/writer'
import { Catalog } from '@/lib/metrics/service/catalog'
import { RuleBook } from '@/lib/quality/service/rule-book'
import { findDrift } from '@/tests/support/recount'
import { startRuntime } from '@/tests/support/runtime'

const bounds = { maxTables: 12, maxColumns: 20, maxSeries: 5000 }
const retentionMs = 30 * 86_400_000
const limits = { maxIdLength: 255, maxDepth: 32, maxKeys: 2000, latestAt: Date.now() + 86_400_000 }

let runtime: Awaited<ReturnType<typeof startRuntime>>
let writers: ReturnType<typeof makeWriter>[]
beforeAll(async () => {
  runtime = await startRuntime()
  writers = [makeWriter(), makeWriter(), makeWriter()]
})
afterAll(async () => {
  for (const { sql } of writers) await sql.end()
  await runtime.stop()
})

/** The write path as another process has it: nothing shared but the database. */
function makeWriter() {
  const sql = openWriterPool({ url: runtime.url, poolSize: 3, statementTimeoutMs: 30_000 })
  const partitions = new Partitions(sql, retentionMs)
  const rules = new RuleBook(sql)
  const parts = {
    sql,
    catalog: new Catalog(sql, bounds),
    partitions,
    autoDiscover: true,
    rules,
    committed: async () => {},
  }
  return { sql, partitions, commit: createCommit(parts) }
}

let made = 0
function event(table: string, more: Record<string, unknown> = {}): PreparedEvent {
  made += 1
  const row = { id: made, amount: made % 50, status: 'paid' }
  const message = { id: `e${made}`, type: 'INSERT', table, timestamp: '2026-03-01T10:00:00Z', after: row, ...more }
  const reading = readNative(message, limits)
  if (reading.kind !== 'event') throw new Error(JSON.stringify(reading))
  return prepareEvent(reading.event satisfies NativeEvent)
}

const count = (verdicts: Verdict[], kind: Verdict['kind']) => verdicts.filter((one) => one.kind === kind).length
const rowsOf = async (table: string) => {
  const [row] = await (runtime.db.$client as Sql)<{ events: number; counted: number }[]>`
    select count(events.uid)::int as events, max(events_count)::int as counted
    from source_tables left join events on events.table_id = source_tables.id where name = ${table}`
  return row
}

describe('several writers over one database', () => {
  test('the same events sent to all at once are stored once', async () => {
    const rounds = Array.from({ length: 20 }, () => Array.from({ length: 50 }, () => event('races')))
    let accepted = 0
    for (const round of rounds) {
      const shuffled = [round, [...round].reverse(), [...round.slice(25), ...round.slice(0, 25)]]
      const verdicts = await Promise.all(writers.map(({ commit }, place) => commit(shuffled[place]!)))
      expect(verdicts.flat()).toHaveLength(150)
      accepted += count(verdicts.flat(), 'accepted')
    }
    expect(accepted).toBe(1000)
    expect(await rowsOf('races')).toEqual({ events: 1000, counted: 1000 })
    expect(await findDrift(runtime.db.$client, 'races')).toEqual([])
  })

  test('updates of the same rows without before images are neither lost nor doubled', async () => {
    const rows = Array.from({ length: 20 }, (_, id) => ({ id, amount: 0, status: 'new' }))
    await writers[0]!.commit(rows.map((after) => event('shared', { after })))
    const updates = Array.from({ length: 300 }, (_, n) =>
      event('shared', { type: 'UPDATE', after: { id: n % 20, amount: n, status: 'new' } }),
    )
    const hands = writers.map((_, hand) => updates.filter((_one, n) => n % 3 === hand))
    await Promise.all(
      hands.map(async (hand, place) => {
        for (let from = 0; from < hand.length; from += 10) await writers[place]!.commit(hand.slice(from, from + 10))
      }),
    )
    expect(await rowsOf('shared')).toEqual({ events: 320, counted: 320 })
  })

  test('a hundred categories are kept apart over all of them, the rest is counted together', async () => {
    const events = Array.from({ length: 900 }, (_, n) => event('wide', { after: { id: n, status: `s${n % 450}` } }))
    await Promise.all(
      writers.map(async ({ commit }, hand) => {
        for (let from = hand * 300; from < hand * 300 + 300; from += 50) await commit(events.slice(from, from + 50))
      }),
    )
    const labels = await runtime.db.$client<{ label: string; count: number }[]>`
      select label_key as label, sum(count)::int as count from samples_1d
      join series on series.id = series_id join measures on measures.id = measure_id
      where table_name = 'wide' and field = 'status' group by 1`
    const apart = labels.filter(({ label }) => label !== '__other__')
    expect(apart).toHaveLength(100)
    expect(labels.reduce((sum, one) => sum + one.count, 0)).toBe(900)
  })

  test('a row with more columns than are looked at is stored whole and counted', async () => {
    const row = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`price_${n}`, n]))
    await writers[0]!.commit([event('broad', { after: row }), event('broad', { after: row })])
    const columns = await runtime.db.$client<{ count: number }[]>`
      select count(*)::int from table_columns join source_tables on id = table_id where source_tables.name = 'broad'`
    expect(columns[0]?.count).toBe(20)
    const [stored] = await runtime.db.$client<{ keys: number }[]>`
      select (select count(*)::int from jsonb_object_keys(after)) as keys
      from events join source_tables on source_tables.id = table_id where name = 'broad' limit 1`
    expect(stored?.keys).toBe(50)
  })

  test('tables past the bound are stored apart and counted together', async () => {
    const tables = Array.from({ length: 30 }, (_, n) => `many_${n}`)
    await Promise.all(
      writers.map(({ commit }, hand) =>
        commit(tables.filter((_, n) => n % 3 === hand).flatMap((table) => [event(table), event(table)])),
      ),
    )
    const sums = await runtime.db.$client<{ table: string; count: number }[]>`
      select table_name as table, sum(count)::int as count from samples_1d
      join series on series.id = series_id join measures on measures.id = measure_id
      where kind = 'events' and (table_name like 'many%' or table_name = '__other__') group by 1`
    expect(sums.reduce((sum, one) => sum + one.count, 0)).toBe(60)
    expect(sums.find(({ table }) => table === '__other__')?.count).toBeGreaterThan(30)
    const [all] = await runtime.db.$client<{ measured: number }[]>`
      select count(*) filter (where measured and name <> '__other__')::int as measured from source_tables`
    expect(all?.measured).toBeLessThanOrEqual(12)
    expect(await rowsOf('many_29')).toEqual({ events: 2, counted: 2 })
  })

  test('a row that begins again is the row as it was sent last', async () => {
    const [writer] = writers
    const at = (second: number) => ({ timestamp: `2026-03-01T10:00:0${second}Z` })
    await writer!.commit([event('again', { ...at(1), after: { id: 1, note: 'one' } })])
    await writer!.commit([event('again', { ...at(3), after: { id: 1, note: 'three' } })])
    await writer!.commit([event('again', { ...at(2), after: { id: 1, note: 'two' } })])
    const [row] = await runtime.db.$client<{ image: string }[]>`
      select image from row_states join source_tables on source_tables.id = table_id where name = 'again'`
    expect(JSON.parse(row!.image)).toEqual({ id: 1, note: 'three' })
  })
})

describe('the turn of a partition', () => {
  test('an event sent before it and again after it is a duplicate, and a writer left behind follows', async () => {
    const [early, late] = writers
    const sent = event('turns')
    expect(await early!.commit([sent])).toEqual([{ kind: 'accepted' }])
    const next = await late!.partitions.open(Date.now() + 8 * 86_400_000)
    const [held] = await runtime.db.$client<{ count: number }[]>`
      select count(*)::int from partitions where parent = 'events' and opened_at is not null`
    expect(held?.count).toBe(2)
    expect(await early!.commit([sent])).toEqual([{ kind: 'duplicate', differs: false }])
    expect(await early!.commit([event('turns')])).toEqual([{ kind: 'accepted' }])
    const [newest] = await runtime.db.$client<{ at: string }[]>`select max(received_at) as at from events`
    expect(new Date(newest!.at).getTime()).toBe(next.startsAt)
    expect(await rowsOf('turns')).toEqual({ events: 2, counted: 2 })
  })

  test('the same events sent on both sides of it at once are stored once', async () => {
    const [one, other] = writers
    const batches = Array.from({ length: 30 }, () => Array.from({ length: 20 }, () => event('both')))
    const turn = other!.partitions.open(Date.now() + 16 * 86_400_000)
    const verdicts = await Promise.all(
      [one!, other!].map(async ({ commit }) => {
        const all: Verdict[] = []
        for (const batch of batches) all.push(...(await commit(batch)))
        return all
      }),
    )
    await turn
    expect(count(verdicts.flat(), 'accepted')).toBe(600)
    expect(await rowsOf('both')).toEqual({ events: 600, counted: 600 })
  })
})
