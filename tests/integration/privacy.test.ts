import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ingest, insertEvent } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

/** Everything that the database holds, as a text. */
async function everything(): Promise<string> {
  const sql = runtime.db.$client
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_class where relkind in ('r', 'p') and not relispartition
      and relnamespace = 'public'::regnamespace`
  const texts: string[] = []
  for (const { name } of tables) {
    const rows = await sql.unsafe(`select row_to_json(t)::text as row from ${name} t`)
    texts.push(...rows.map(({ row }) => row))
  }
  return texts.join('\n')
}

type Stored = { after: Record<string, unknown> | null; before: Record<string, unknown> | null; row_key: string | null }
const stored = (table: string) => runtime.db.$client<Stored[]>`
  select after, before, row_key from events join source_tables on source_tables.id = table_id where name = ${table}
  order by event_at, uid`

const row = {
  id: 1,
  password: 'hunter2-of-bob',
  api_key: 'opens-the-door',
  email: 'bob.secret@example.com',
  phone: '+49 170 7654321',
  card_number: '4111111111111111',
  note: 'card 5555 5555 5555 4444 of carol.secret@example.com',
  profile: { session_token: 'deep-session', addresses: [{ iban: 'DE89370400440532013000' }] },
}
const secrets =
  /hunter2|opens-the-door|bob\.secret|carol\.secret|7654321|4111111111111111|5555 5555|deep-session|DE8937040044/

test('no secret of an event, refused or accepted, reaches any table of the database', async () => {
  const accepted = [
    insertEvent({ table: 'people', after: row, metadata: { token: 'hunter2-of-metadata' } }),
    insertEvent({ table: 'people', type: 'UPDATE', before: row, after: { ...row, password: 'hunter2-again' } }),
    insertEvent({ table: 'people', type: 'DELETE', before: row, after: null }),
  ]
  const refused = [
    insertEvent({ table: 'people', timestamp: 'now', after: row }),
    insertEvent({ table: 'people', type: 'password=hunter2', after: row }),
    { payload: { op: 'x', after: row }, columns: [{ name: 'password', value: 'hunter2-in-columns' }] },
    'a line with "password":"hunter2-in-a-line"',
    insertEvent({
      table: 'people',
      after: { ...row, deep: JSON.parse(`${'['.repeat(40)}{"password":"hunter2"}${']'.repeat(40)}`) },
    }),
  ]
  const answer = await ingest([...accepted, ...refused])
  expect(answer.data).toMatchObject({ accepted: 3, rejected: 5 })
  const all = await everything()
  expect(all).not.toMatch(secrets)
  expect(all).toContain('[masked]')
})

test('values that are hashed stay apart, and equal ones equal in both images and in every table', async () => {
  const people = ['a@b.co', 'a@b.co', 'c@d.org'].map((email, id) =>
    insertEvent({ table: 'hashed', after: { id, email } }),
  )
  const change = { before: { id: 1, email: 'a@b.co' }, after: { id: 1, email: 'a@b.co', paid: true } }
  await ingest([...people, insertEvent({ table: 'hashed_orders', type: 'UPDATE', ...change })])
  const [one, two, three] = (await stored('hashed')).map(({ after }) => after?.email)
  const [order] = await stored('hashed_orders')
  expect(one).toMatch(/^hash:[0-9a-f]{16}$/)
  expect(two).toBe(one)
  expect(three).not.toBe(one)
  expect([order?.before?.email, order?.after?.email]).toEqual([one, one])
})

test('rows whose key is a secret do not become one', async () => {
  const keys = ['first', 'second', 'third']
  await ingest(keys.map((token) => insertEvent({ table: 'sessions', key: { token }, after: { token, clicks: 1 } })))
  const [{ count } = { count: 0 }] = await runtime.db.$client<{ count: number }[]>`
    select count(*)::int as count from row_states join source_tables on source_tables.id = table_id where name = 'sessions'`
  expect(count).toBe(3)
})

test('an event without an id that is masked is a duplicate when it is sent again', async () => {
  const event = insertEvent({ table: 'masked_twice', id: undefined, after: row })
  await ingest([event])
  expect((await ingest([event])).data).toMatchObject({ accepted: 0, duplicates: 1, warnings: [] })
})

test('a column that is only masked makes no metric of its marker', async () => {
  await ingest(Array.from({ length: 40 }, (_, id) => insertEvent({ table: 'marked', after: { id, cvv: 100 + id } })))
  const { length } = await runtime.db.$client`select from series where labels->>'cvv' is not null`
  expect(length).toBe(0)
})

describe('the configuration', () => {
  test('says which columns are masked, hashed and left, and may switch the mask off', async () => {
    const { privacy } = runtime.config
    const rule = { table: 'ruled', mask: ['gift_*'], hash: ['nickname'], allow: ['email'] }
    const after = { id: 1, gift_note: 'hi', nickname: 'bo', email: 'a@b.co' }
    runtime.config.privacy = { ...privacy, tables: [rule] }
    await ingest([insertEvent({ table: 'ruled', after })])
    runtime.config.privacy = { enabled: false, tables: [] }
    await ingest([insertEvent({ table: 'unmasked', after: { id: 1, password: 'x' } })])
    runtime.config.privacy = privacy
    const nickname = expect.stringMatching(/^hash:/)
    expect((await stored('ruled'))[0]?.after).toEqual({ ...after, gift_note: '[masked]', nickname })
    expect((await stored('unmasked'))[0]?.after).toEqual({ id: 1, password: 'x' })
  })
})
