import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deadLetterFigures } from '@/lib/dead-letters/service/keep'
import { expireSamples } from '@/lib/metrics/service/expire'
import { createContext } from '@/lib/runtime/runtime'
import * as letters from '@/tests/support/dead-letters'
import { ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const absent = '01a20a8e-b2c9-7707-b253-6698abe857b9'
const bad = (table: string, more: Record<string, unknown> = {}) => insertEvent({ table, timestamp: 'now', ...more })
const countEvents = async (table: string) => {
  const [row] = await runtime.db.$client<{ count: number }[]>`
    select count(*)::int as count from events join source_tables on source_tables.id = table_id where name = ${table}`
  return row?.count
}
const mend = (payload: string) => payload.replace('"now"', '"2026-03-01T10:00:00Z"')

describe('what is refused', () => {
  test('is kept masked, with its reason, its place and its exact numbers', async () => {
    const event = `{"id":"exact","type":"INSERT","table":"kept","source":"shop","timestamp":"now",
      "after":{"id":9007199254740993,"email":"a@b.co","password":"x"}}`
    await ingest(`[${JSON.stringify(insertEvent({ table: 'kept' }))},${event}]`)
    const letter = await letters.newestLetter('kept')
    expect(letter).toMatchObject({ source: 'shop', format: 'native', position: 1, event_id: 'exact', attempts: 0 })
    expect(letter).toMatchObject({ code: 'invalid_timestamp', cut: false, replayed_at: null })
    expect(letter.message).toContain('RFC 3339')
    expect(letter.payload).toMatch(/"id":9007199254740993,"email":"hash:[0-9a-f]{16}","password":"\[masked\]"/)
  })

  test('for a number that PostgreSQL cannot hold is kept too', async () => {
    const answer = await ingest(
      `[{"id":"huge","type":"INSERT","table":"refused","timestamp":"2026-03-01T10:00:00Z","after":{"id":1,"v":1e200000}}]`,
    )
    expect(answer.data).toMatchObject({ rejected: 1, errors: [{ code: 'unstorable_number' }] })
    expect(await letters.newestLetter('refused')).toMatchObject({
      code: 'unstorable_number',
      event_id: 'huge',
      cut: false,
    })
  })

  test.each([
    [
      'nested five million deep',
      `{"type":"INSERT","table":"t_deep","after":${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}}`,
    ],
    [
      'of a million names',
      `{"type":"INSERT","table":"t_deep","after":{${Array.from({ length: 200_000 }, (_, i) => `"k${i}":1`)}}}`,
    ],
    ['with a text of a megabyte', `{"type":"INSERT","table":"t_deep","after":{"id":1,"t":"${'é'.repeat(1_100_000)}"}}`],
  ])('%s is cut, and says so', async (_name, message) => {
    expect((await ingest(`[${message}]`)).data).toMatchObject({ rejected: 1 })
    const letter = await letters.newestLetter('t_deep')
    expect(letter.cut).toBe(true)
    expect(Buffer.byteLength(letter.payload)).toBeLessThanOrEqual(64 * 1024)
    expect(letter.payload).toContain('[cut]')
    expect((await letters.replayOne(letter.id)).status).toBe(409)
    expect((await letters.replay({ ids: [letter.id] })).data).toMatchObject({ replayed: 0, skipped: 1 })
  })

  test('of a strict request is not kept, the sender has it still', async () => {
    expect((await ingest([bad('strict')], { strict: '1' })).status).toBe(422)
    expect((await letters.listLetters({ table: 'strict' })).data.count).toBe(0)
  })

  test('is kept up to a hundred of a request, the others are counted', async () => {
    const before = deadLetterFigures()
    const answer = await ingest([...Array.from({ length: 150 }, () => bad('many')), insertEvent({ table: 'many' })])
    expect(answer.data).toMatchObject({ accepted: 1, rejected: 150 })
    expect((await letters.listLetters({ table: 'many', limit: '1000' })).data.count).toBe(100)
    const after = deadLetterFigures()
    expect([after.kept - before.kept, after.dropped - before.dropped]).toEqual([100, 50])
  })

  test('that cannot be kept keeps no good event from being stored', async () => {
    const sql = runtime.db.$client
    await sql`alter table dead_letters rename to away`
    const failed = deadLetterFigures().failed
    const answer = await ingest([bad('unkept'), insertEvent({ table: 'unkept' })])
    await sql`alter table away rename to dead_letters`
    expect(answer.status).toBe(202)
    expect(answer.data).toMatchObject({ accepted: 1, rejected: 1 })
    expect([await countEvents('unkept'), deadLetterFigures().failed - failed]).toEqual([1, 1])
  })
})

describe('replaying', () => {
  test('200: a mended payload is stored once, however often it is replayed', async () => {
    await ingest([bad('mended')])
    const { id, payload } = await letters.newestLetter('mended')
    const first = await letters.replayOne(id, { payload: mend(payload) })
    expect(first.data).toMatchObject({ replayed: 1, failed: 0, accepted: 1, duplicates: 0 })
    const second = await letters.replayOne(id, { payload: mend(payload) })
    expect(second.data).toMatchObject({ replayed: 1, accepted: 0, duplicates: 1 })
    const letter = await letters.newestLetter('mended')
    expect(letter.attempts).toBe(2)
    expect(letter.replayed_at).not.toBeNull()
    expect(await countEvents('mended')).toBe(1)
  })

  test('200: one is replayed without a body, whatever its type; a body that says nothing of it is refused', async () => {
    await ingest([bad('bodiless')])
    const { id } = await letters.newestLetter('bodiless')
    for (const type of ['application/json', 'application/x-www-form-urlencoded']) {
      const answer = await letters.replayOne(id, '', { 'Content-Type': type })
      expect([answer.status, answer.data]).toMatchObject([200, { replayed: 0, failed: 1 }])
    }
    expect((await letters.replayOne(id, 'payload=1', { 'Content-Type': 'text/plain' })).status).toBe(415)
    expect((await letters.replayOne(id, { payloads: '{}' })).status).toBe(422)
    expect((await letters.replay('')).status).toBe(400)
  })

  test('200: what is refused again keeps its newest reason, and makes no further dead letter', async () => {
    await ingest([bad('again')])
    const { id, payload } = await letters.newestLetter('again')
    const answer = await letters.replayOne(id, { payload: payload.replace('INSERT', 'UPSERT') })
    expect(answer.data).toMatchObject({ replayed: 0, failed: 1, rejected: 1, errors: [{ id, code: 'invalid_type' }] })
    const { data } = await letters.listLetters({ table: 'again' })
    expect(data.dead_letters).toMatchObject([{ id, code: 'invalid_type', attempts: 1, replayed_at: null }])
  })

  test('200: some by their ids, all that wait by a filter; what has been replayed does not wait', async () => {
    const hour = 3_600_000
    const early = (at: number) => insertEvent({ table: 'early', timestamp: new Date(at).toISOString() })
    const now = Date.now()
    await ingest(Array.from({ length: 3 }, (_, i) => early(now + 30 * hour + i)))
    await ingest([bad('early')])
    const { data } = await letters.listLetters({ table: 'early', code: 'timestamp_out_of_range' })
    const ids = data.dead_letters.map(({ id }) => id)
    expect((await letters.replay({ ids })).data).toMatchObject({ replayed: 0, failed: 3 })
    await runtime.db
      .$client`update dead_letters set payload = replace(payload, ${new Date(now + 30 * hour).toISOString().slice(0, 13)},
      ${new Date(now).toISOString().slice(0, 13)}) where table_name = 'early'`
    const one = await letters.replay({ ids: [ids[0], absent] })
    expect(one.data).toMatchObject({ replayed: 1, accepted: 1, skipped: 1, more: false })
    const all = await letters.replay({ all: true, filter: { table: 'early' } })
    expect(all.data).toMatchObject({ replayed: 2, failed: 1, accepted: 2, duplicates: 0, rejected: 1 })
    expect(await countEvents('early')).toBe(3)
    expect((await letters.listLetters({ table: 'early', replayed: 'false' })).data.count).toBe(1)
    expect((await letters.listLetters({ table: 'early', replayed: 'true' })).data.count).toBe(3)
  })

  test('200: an event without an id that was stored meanwhile is a duplicate, masked as it is', async () => {
    const after = { id: 1, email: 'a@b.co', password: 'x' }
    const event = insertEvent({ table: 'no_id', id: undefined, timestamp: 'now', after, key: { token: 'secret' } })
    await ingest([event])
    await ingest([{ ...event, timestamp: '2026-03-01T10:00:00Z' }])
    const { id, payload } = await letters.newestLetter('no_id')
    expect((await letters.replayOne(id, { payload: mend(payload) })).data).toMatchObject({ accepted: 0, duplicates: 1 })
  })

  test.each([
    [200, 'a payload that is no event', (id: string) => letters.replayOne(id, { payload: '7' })],
    [422, 'a payload that is no JSON', (id: string) => letters.replayOne(id, { payload: '{bad' })],
    [404, 'an unknown one', () => letters.replayOne(absent)],
    [404, 'what is no id', () => letters.replayOne('7')],
    [422, 'neither ids nor all', () => letters.replay({})],
    [422, 'all: false', () => letters.replay({ all: false })],
    [422, 'an id that is none', () => letters.replay({ ids: ['7'] })],
    [422, 'ids and all', (id: string) => letters.replay({ ids: [id], all: true })],
    [422, 'a misspelt filter', () => letters.replay({ all: true, filter: { tabel: 'x' } })],
  ])('%i: %s', async (status, _name, ask) => {
    await ingest([bad('asked')])
    expect((await ask((await letters.newestLetter('asked')).id)).status).toBe(status)
  })
})

describe('the list', () => {
  test('200: newest first, a page at a time, by code and by what is in it', async () => {
    for (let i = 0; i < 5; i += 1) await ingest([bad('paged', { after: { id: i, note: `number ${i} of 100%` } })])
    await ingest([insertEvent({ table: 'paged', type: 'UPSERT' })])
    const pages: string[] = []
    let cursor: string | undefined
    do {
      const { data } = await letters.listLetters({ table: 'paged', limit: '4', ...(cursor ? { cursor } : {}) })
      pages.push(...data.dead_letters.map(({ id }) => id))
      cursor = data.next_cursor ?? undefined
    } while (cursor)
    expect(new Set(pages).size).toBe(6)
    expect(pages).toEqual([...pages].sort().reverse())
    const found = await letters.listLetters({ table: 'paged', q: 'number 3 of 100%' })
    expect(found.data.count).toBe(1)
    expect((await letters.listLetters({ table: 'paged', code: 'invalid_type' })).data.count).toBe(1)
    expect(found.data.waiting).toBeGreaterThanOrEqual(6)
  })

  test.each([
    ['cursor', 'x'],
    ['limit', '0'],
    ['from', 'yesterday'],
    ['replayed', 'maybe'],
    ['q', '\0'],
  ])('400: %s=%s', async (name, value) => expect((await letters.listLetters({ [name]: value })).status).toBe(400))

  test('404: an unknown dead letter, and one of a far time', async () => {
    for (const id of [absent, '7', 'ffffffff-ffff-7fff-bfff-ffffffffffff']) {
      expect((await letters.readLetter(id)).status).toBe(404)
      expect((await letters.removeLetter(id)).status).toBe(404)
    }
  })
})

test('200: one is removed, or all that pass a filter, and no other', async () => {
  await ingest([bad('gone'), bad('gone'), bad('stays')])
  const { id } = await letters.newestLetter('gone')
  expect((await letters.removeLetter(id)).data).toEqual({ removed: 1 })
  expect((await letters.removeLetters({ table: 'gone' })).data).toEqual({ removed: 1 })
  expect((await letters.listLetters({ table: 'gone' })).data.count).toBe(0)
  expect((await letters.listLetters({ table: 'stays' })).data.count).toBe(1)
})

test('they go with the partition of their arrival when the retention is over', async () => {
  await ingest([bad('expiring')])
  const at = new Date(Date.now() + 45 * 86_400_000)
  const dropped = await expireSamples({ ...createContext({ kind: 'system', name: 'test' }), now: at })
  expect(dropped.some((name) => name.startsWith('dead_letters_p'))).toBe(true)
  expect((await letters.listLetters()).data).toMatchObject({ count: 0, waiting: 0 })
})
