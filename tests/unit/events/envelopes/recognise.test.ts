import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventFormat } from '@/lib/events/contract'
import { isObject } from '@/lib/events/envelopes/fields'
import { readMessage } from '@/lib/events/envelopes/recognise'
import { readNative } from '@/lib/events/native'
import { parseJson } from '@/lib/events/parse'
import { prepareEvent } from '@/lib/events/prepare'
import { receivedAt } from '@/tests/support/reading'
import { senderMessages } from '@/tests/support/sender-messages'
import { change, cloudEvent, flatRow, mysqlSource, withSchema } from './debezium-messages'

type Message = Record<string, unknown>

const hints = { receivedAt }
const native = { id: 'e1', type: 'UPDATE', table: 'shelves', timestamp: '2026-03-04T05:06:07Z', after: { sku: 7 } }
const formats = Object.keys(senderMessages) as (keyof typeof senderMessages)[]
const fixtures = formats.flatMap((format) =>
  Object.entries<() => Message>(senderMessages[format]).map(([name, make]) => [format, name, make] as const),
)

describe('a message is claimed by the reader of its format alone', () => {
  test.each(fixtures)('%s: %s', (format, _name, make) => {
    expect(readMessage(make(), hints).format).toBe(format)
  })

  test.each<[string, Message]>([
    ['a native event', native],
    ["Savegress's own event", { ...native, type: undefined, operation: 'UPDATE', metadata: { pipeline_id: 'p' } }],
    [
      'a native event with fields of other formats',
      { ...native, data: {}, ts: 1, database: 'd', record: {}, kind: 'x' },
    ],
    ['a native event with lists', { ...native, change: [], payload: [], columns: [], data: [] }],
    [
      'a native event with metadata and an action',
      { ...native, action: 'I', schema: 'depot', metadata: { operation: 'x' } },
    ],
    ['a native event without its time', { type: 'INSERT', table: 'shelves', after: { sku: 7 } }],
    ['a native event without its table', { type: 'INSERT', timestamp: 1, after: { sku: 7 }, before: null }],
    ['a marker', { operation: 'BEGIN' }],
  ])('%s is claimed by none of them', (_name, message) => {
    expect(readMessage(message, hints).format).toBe('native')
  })

  test.each<[EventFormat, string, Message]>([
    ['debezium', 'a change', change()],
    ['debezium', 'a change with its schema', withSchema(change(), { id: { type: 'int32' } })],
    ['debezium', 'a change of MySQL', change({ source: mysqlSource() })],
    ['debezium', 'a transaction', { status: 'END', id: '7', ts_ms: 1, event_count: 1, data_collections: [] }],
    ['cloudevents', 'a change', cloudEvent()],
    ['debezium_flat', 'a row', flatRow()],
  ])('%s: %s', (format, _name, message) => expect(readMessage(message, hints).format).toBe(format))
})

describe('what the request says', () => {
  const row = { sku: 7, pieces: 9 }
  const read = (message: unknown, more: Record<string, string>) => readMessage(message, { receivedAt, ...more })

  test.each<[string, Message, EventFormat]>([
    ['a row alone is a row of the table that it names', row, 'debezium_flat'],
    ['so is one with columns that events have too', { ...row, type: 'gold', timestamp: 1 }, 'debezium_flat'],
    ['so is the value of a Kafka record', { key: { sku: 7 }, value: row }, 'debezium_flat'],
    ['an event without its type is none', { timestamp: 1, after: row }, 'native'],
    ['an event without its row is none', { type: 'delete', timestamp: 1 }, 'native'],
    ['an event with a type that is none is none', { type: 'UPSERT', table: 'x' }, 'native'],
    ['a marker is none', { type: 'COMMIT' }, 'native'],
    ['nothing is no row', {}, 'native'],
  ])('%s', (_name, message, format) => expect(read(message, { table: 'shelves' }).format).toBe(format))

  const said = { table: 'racks', schema: 'depot', database: 'stock', source: 'north' }
  test.each<[string, Message, Message]>([
    ['stands in for what a native event leaves out', { ...native, table: undefined }, said],
    [
      'changes nothing that it says',
      { ...native, schema: 's', database: 'd', source: 'o' },
      { table: 'shelves', schema: 's', database: 'd', source: 'o' },
    ],
    [
      'nor the database of its metadata',
      { ...native, metadata: { database: 'm' } },
      { source: 'north', metadata: { database: 'm' } },
    ],
    ['stands in for an empty name', { ...native, table: '', source: '' }, { table: 'racks', source: 'north' }],
  ])('%s', (_name, message, expected) => {
    const [outcome] = read(message, said).outcomes
    expect(outcome).toMatchObject({ kind: 'event', draft: expected })
    expect(outcome?.kind === 'event' && (outcome.draft.database ?? 'of its metadata')).toBe(
      message.metadata ? 'of its metadata' : (message.database ?? said.database),
    )
  })
})

test('a format that the request names is taken whatever the shape', () => {
  for (const format of formats) expect(readMessage(native, hints, format).format).toBe(format)
})

describe('whatever the shape, a reader answers', () => {
  const paths = (message: unknown): string[][] => {
    if (typeof message !== 'object' || message === null) return []
    return Object.entries(message).flatMap(([name, value]) => [[name], ...paths(value).map((rest) => [name, ...rest])])
  }
  const put = (message: Message, path: string[], value: unknown) => {
    const within = path.slice(0, -1).reduce<unknown>((node, name) => (node as Message | null)?.[name], message)
    const name = path.at(-1)!
    if ((isObject(within) || Array.isArray(within)) && Object.hasOwn(within, name)) (within as Message)[name] = value
  }
  const odd = ['null', '[]', '{}', '[null]', '[[1]]', '""', '"0"', '-1', '1e400', '9007199254740993', '{"__proto__":1}']
  const jsonText = fc.oneof(fc.constantFrom(...odd), fc.json())
  const limits = { maxIdLength: 255, maxDepth: 32, maxKeys: 2_000, latestAt: Date.UTC(2030, 0, 1) }
  const readThrough = (message: unknown, forced?: EventFormat) => {
    const { outcomes } = readMessage(message, hints, forced)
    expect(outcomes.length).toBeGreaterThan(0)
    for (const outcome of outcomes) {
      expect(outcome).not.toMatchObject({ code: 'unreadable' })
      const reading = outcome.kind === 'event' && readNative(outcome.draft, limits)
      if (reading && reading.kind === 'event') prepareEvent(reading.event)
    }
  }

  test.each(fixtures)('%s: %s, changed anywhere', (format, _name, make) => {
    const places = paths(make())
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...places), jsonText), { minLength: 1, maxLength: 3 }),
        (changes) => {
          const message: Message = structuredClone(make())
          for (const [path, text] of changes) put(message, path, parseJson(text))
          readThrough(message)
          readThrough(message, format)
        },
      ),
      { numRuns: 150 },
    )
  })

  test('anything at all, read as every format', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom<EventFormat>(...formats), (message, forced) => {
        readThrough(message, forced)
      }),
      { numRuns: 500 },
    )
  })

  const deep: unknown = JSON.parse(`${'{"a":'.repeat(1_000_000)}1${'}'.repeat(1_000_000)}`)
  test.each(fixtures)('%s: %s, with values nested a million deep', (_format, _name, make) => {
    for (const path of paths(make())) {
      const message: Message = structuredClone(make())
      put(message, path, deep)
      readThrough(message)
    }
  })
})
