import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as batchRoute from '@/app/api/v1/datawatch/events/batch/route'
import { call } from '@/tests/support/http'
import { startRuntime } from '@/tests/support/runtime'
import { senderMessages } from '@/tests/support/sender-messages'
import { change, cloudEvent, flatRow, withSchema } from '@/tests/unit/events/envelopes/debezium-messages'

type Message = Record<string, unknown>
type Receipt = { received: number; accepted: number; duplicates: number; ignored: number; rejected: number }

let runtime: Awaited<ReturnType<typeof startRuntime>>
beforeAll(async () => {
  runtime = await startRuntime()
})
afterAll(() => runtime.stop())

const row = {
  id: 1,
  amount: '12.50',
  status: 'paid',
  note: 'x',
  at: '2026-03-01T10:00:00Z',
  tags: ['a'],
  deep: { a: 1 },
}
const native = { type: 'INSERT', table: 'items', schema: 'public', timestamp: '2026-03-01T10:00:00Z', after: row }
const seeds: Message[] = [
  { id: 'n1', ...native },
  { ...native, type: 'UPDATE', before: { ...row, status: 'new' }, key: { id: 1 } },
  { ...native, type: 'DELETE', before: row, after: null },
  { operation: 'DDL', table: 'items', timestamp: 1_900_000_000, ddl_type: 'ALTER_TABLE', ddl_command: 'ALTER …' },
  change(),
  withSchema(change(), { id: { type: 'int32' } }),
  flatRow(),
  cloudEvent(),
  ...Object.values(senderMessages).flatMap((messages) => Object.values<() => Message>(messages).map((make) => make())),
]
const odd = [
  ...[
    'null',
    '[]',
    '{}',
    '[[]]',
    '""',
    '"\\u0000"',
    '"\\ud800"',
    '"a\\u0000b"',
    '"NaN"',
    'true',
    '-1',
    '0.1',
    '1e400',
    '1e200000',
  ],
  ...[
    '9007199254740993',
    '-1e-400',
    '"1e999999"',
    '"2024-02-30T00:00:00Z"',
    '"now"',
    '"infinity"',
    '{"__proto__":{"a":1}}',
  ],
  ...[
    '{"constructor":1}',
    '"\\u001e"',
    `"${'x'.repeat(3000)}"`,
    `${'['.repeat(60)}${']'.repeat(60)}`,
    '253402300800000',
  ],
]

/** The JSON of a message with a few of its values, names or characters put wrong. */
const mutated = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...odd), fc.constantFrom('value', 'value', 'name', 'remove')), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([seed, changes]) => {
    const marks = new Map<string, string>()
    const copy = structuredClone(seed)
    for (const [place, text, what] of changes) {
      const nodes: Message[] = [copy]
      for (const node of nodes) {
        for (const item of Object.values(node)) if (typeof item === 'object' && item) nodes.push(item as Message)
      }
      const node = nodes[place % nodes.length]!
      const names = Object.keys(node)
      const name = names[place % (names.length || 1)]
      if (name === undefined) continue
      if (what === 'remove') delete node[name]
      else if (what === 'name') {
        node[`${name}\ud800${place % 3}`] = node[name]
        delete node[name]
      } else {
        const mark = `@@${marks.size}@@`
        marks.set(JSON.stringify(mark), text)
        node[name] = mark
      }
    }
    return [...marks].reduce((json, [mark, text]) => json.replace(mark, () => text), JSON.stringify(copy))
  })

let made = 0
const good = () => {
  made += 1
  return JSON.stringify({ ...native, id: `good-${made}`, table: 'good' })
}

const post = (body: string) => call<Receipt>(batchRoute.POST, '/events/batch', { method: 'POST', body })
const rowsOfGood = async () => {
  const [found] = await runtime.db.$client<{ rows: number; sum: number }[]>`
    select count(*)::int as rows, (select coalesce(sum(count), 0)::int from samples_1d
      join series on series.id = series_id join measures on measures.id = measure_id
      where table_name = 'good' and kind = 'events') as sum
    from events join source_tables on source_tables.id = table_id where name = 'good'`
  return found!
}

const together = 25
/** Every run draws others; `POISON_BATCHES=100000` takes four minutes. */
const batches = Number(process.env.POISON_BATCHES ?? 30_000)

describe('poison', () => {
  test(`${batches} batches with bad events among good ones: no 5xx, every good event stored`, async () => {
    let sent = 0
    const batch = fc.tuple(fc.array(mutated, { minLength: 1, maxLength: 4 }), fc.nat({ max: 1 }))
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: together, maxLength: together }), async (list) => {
        const answers = await Promise.all(
          list.map(([bad, lines]) => {
            const messages = [good(), ...bad, good()]
            return post(lines ? messages.join('\n') : `[${messages.join(',')}]`)
          }),
        )
        for (const { status, data, json } of answers) {
          expect(status, JSON.stringify(json).slice(0, 500)).toBe(202)
          expect(data.accepted + data.duplicates + data.ignored + data.rejected).toBe(data.received)
          expect(data.accepted).toBeGreaterThanOrEqual(2)
          sent += 2
        }
      }),
      { numRuns: Math.ceil(batches / together), endOnFailure: true },
    )
    expect(await rowsOfGood()).toEqual({ rows: sent, sum: sent })
  }, 900_000)

  test('bodies with a byte put wrong: 202 or 4xx, never 5xx', async () => {
    const body = fc.tuple(mutated, fc.nat(), fc.nat({ max: 255 }), fc.boolean()).map(([json, place, byte, cut]) => {
      const bytes = Buffer.from(`[${good()},${json}]`)
      const at = place % bytes.length
      if (cut) return new Uint8Array(bytes.subarray(0, at))
      bytes[at] = byte
      return new Uint8Array(bytes)
    })
    await fc.assert(
      fc.asyncProperty(fc.array(body, { minLength: together, maxLength: together }), async (list) => {
        const answers = await Promise.all(
          list.map((bytes) => call(batchRoute.POST, '/events/batch', { method: 'POST', body: bytes })),
        )
        for (const { status, json } of answers) {
          expect([202, 400, 413], JSON.stringify(json).slice(0, 300)).toContain(status)
        }
      }),
      { numRuns: 100, endOnFailure: true },
    )
  }, 120_000)
})
