import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as letters from '@/tests/support/dead-letters'
import { ingest } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const countEvents = async (table: string) => {
  const [row] = await runtime.db.$client<{ count: number }[]>`
    select count(*)::int as count from events join source_tables on source_tables.id = table_id where name = ${table}`
  return row?.count
}

describe('what came in the envelope of a connector', () => {
  const day = 86_400_000
  const at = Date.now()
  const debezium = (ts_ms: number) => ({
    op: 'c',
    ts_ms,
    before: null,
    after: { email: 'key.secret@example.com', password: 'x', amount: 1 },
    source: {
      connector: 'postgresql',
      name: 'srv',
      db: 'd',
      schema: 's',
      table: 'letters_dbz',
      lsn: 77,
      ts_ms,
      txId: 5,
    },
  })
  const record = (ts_ms: number) => ({ key: { email: 'key.secret@example.com' }, value: debezium(ts_ms) })

  test('is kept as the event that was made of it, and is the same event when it is replayed or sent again', async () => {
    expect((await ingest([record(at + 30 * day)])).data).toMatchObject({ rejected: 1 })
    const { id, payload, ...letter } = await letters.newestLetter('letters_dbz')
    expect(letter).toMatchObject({ format: 'debezium', source: 'srv', code: 'timestamp_out_of_range', cut: false })
    expect(JSON.parse(payload)).toMatchObject({ type: 'INSERT', after: { password: '[masked]' } })
    expect(JSON.stringify([letter, payload])).not.toContain('key.secret')
    const mended = JSON.stringify({ ...JSON.parse(payload), timestamp: new Date(at).toISOString() })
    expect((await letters.replayOne(id, { payload: mended })).data).toMatchObject({ replayed: 1, accepted: 1 })
    expect((await ingest([record(at)])).data).toMatchObject({ accepted: 0, duplicates: 1, warnings: [] })
    const stored = await runtime.db.$client`select event_id, row_key from events where event_id like 'hash:%'`
    expect(JSON.stringify(stored)).not.toContain('key.secret')
  })

  test('and is bad in part is not replayed as it is: its other events are stored', async () => {
    const rows = [{ id: '1', qty: '4' }, null]
    const canal = {
      id: 3,
      database: 'd',
      table: 'letters_canal',
      pkNames: ['id'],
      isDdl: false,
      type: 'INSERT',
      es: at,
    }
    const answer = await ingest([
      { ...canal, ts: at, sql: '', sqlType: { id: 4 }, mysqlType: { id: 'int' }, data: rows, old: null },
    ])
    expect(answer.data).toMatchObject({ accepted: 1, rejected: 1 })
    const letter = await letters.newestLetter('letters_canal')
    expect(letter).toMatchObject({ format: 'canal', code: 'invalid_row', cut: true })
    expect((await letters.replayOne(letter.id)).status).toBe(409)
  })

  test('is replayed with what its request said of it', async () => {
    const row = { id: 1, amount: 5, __op: 'c', __source_ts_ms: at + 30 * day }
    expect((await ingest([row], { table: 'letters_flat', format: 'debezium_flat' })).data).toMatchObject({
      rejected: 1,
    })
    const letter = await letters.newestLetter('letters_flat')
    const mended = JSON.stringify({ ...JSON.parse(letter.payload), timestamp: new Date(at).toISOString() })
    expect((await letters.replayOne(letter.id, { payload: mended })).data).toMatchObject({ accepted: 1 })
    expect(await countEvents('letters_flat')).toBe(1)
  })
})
