import fc from 'fast-check'
import { expect, test } from 'vitest'
import { configSchema } from '@/lib/config/schema'
import { eventFormats } from '@/lib/events/contract'
import { readMessage } from '@/lib/events/envelopes/recognise'
import { createMask } from '@/lib/events/mask'
import { pseudonymKeyOf } from '@/lib/events/pseudonym'
import { sortMessages } from '@/lib/events/sort'
import { change, cloudEvent, flatRow, mysqlSource, withSchema } from './debezium-messages'
import { hints } from './read-one'

const { privacy } = configSchema.parse({})
const mask = createMask(privacy, pseudonymKeyOf('a secret of the tests'))

type Row = Record<string, unknown>

const schemaChange = {
  source: mysqlSource(),
  databaseName: 'stock',
  ddl: 'ALTER TABLE parts ADD n int',
  tableChanges: [{ type: 'ALTER', id: '"stock"."parts"', table: { columns: [{ name: 'n' }] } }],
}
const document = change({
  source: { connector: 'mongodb', collection: 'c' },
  after: '{"_id":{"$oid":"a"},"d":{"$date":1}}',
})
const columns = {
  id: { type: 'int32' },
  price: { type: 'bytes', name: 'org.apache.kafka.connect.data.Decimal', parameters: { scale: '2' } },
}
const seeds: Row[] = [
  change(),
  withSchema(change({ after: { id: 1, price: 'MDk=' } }), columns),
  schemaChange,
  document,
  flatRow(),
  cloudEvent(),
  { key: { id: 1 }, value: change() },
  { status: 'END', id: '1', event_count: 1 },
]

/** Every place in a value, by the names that lead to it. */
function places(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([name, item]) => places(item, [...path, name]))]
}

function put(value: unknown, [name, ...rest]: string[], item: unknown): unknown {
  if (name === undefined) return item
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Row
  copy[name] = put(copy[name], rest, item)
  return copy
}

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>,
  fc.constantFrom<unknown>(
    '',
    '\0',
    'NaN',
    -1,
    1e300,
    [],
    {},
    [[]],
    { $oid: 1 },
    { scale: 1, value: {} },
    '{"a":',
    '__proto__',
  ),
)
const mutated = fc.constantFrom(...seeds).chain((seed) => {
  const mutation = fc.tuple(fc.constantFrom(...places(seed)), hostile)
  return fc.array(mutation, { minLength: 1, maxLength: 4 }).map((mutations) =>
    mutations.reduce<unknown>((value, [path, item]) => {
      try {
        return put(value, path, item)
      } catch {
        return value
      }
    }, seed),
  )
})
const format = fc.option(fc.constantFrom(...eventFormats), { nil: undefined })

test('a message that was tampered with never throws, and its outcomes are well formed', () => {
  fc.assert(
    fc.property(mutated, format, (message, forced) => {
      const { format: found, outcomes } = readMessage(message, hints(), forced)
      expect(outcomes.length).toBeGreaterThan(0)
      for (const one of outcomes) {
        if (one.kind === 'ignored') expect(one.reason).not.toBe('')
        else if (one.kind === 'refused') expect([one.code, one.message]).not.toContain('')
        else if (found !== 'native') expect(one.draft.timestamp).toBeDefined()
      }
    }),
    { numRuns: 3000 },
  )
})

test('a request of such messages adds up', () => {
  const limits = {
    maxIdLength: 255,
    maxDepth: 32,
    maxKeys: 2000,
    maxEventBytes: 1_000_000,
    latestAt: Date.UTC(2040, 0, 1),
  }
  fc.assert(
    fc.property(fc.array(mutated, { maxLength: 5 }), format, (messages, forced) => {
      const {
        received,
        events,
        places: at,
        errors,
        ignored,
      } = sortMessages(messages, { format: forced, hints: hints(), mask }, limits)
      expect(received).toBe(events.length + errors.length + ignored)
      expect(received).toBeGreaterThanOrEqual(messages.length)
      expect(at).toHaveLength(events.length)
    }),
    { numRuns: 500 },
  )
})
