import { gzipSync } from 'node:zlib'
import { isLosslessNumber } from 'lossless-json'
import { describe, expect, test } from 'vitest'
import { kindByContent, kindByName, tableByName } from '@/lib/sources/files/file-kind'
import { Pace, parseSpeed } from '@/lib/sources/files/pace'
import { type FileForm, MessageReader } from '@/lib/sources/files/read-messages'
import { readField } from '@/lib/sources/files/row'
import { readTime } from '@/lib/sources/files/time-text'
import { unpackStream } from '@/lib/sources/files/unpack-stream'

const row = {
  table: 'orders',
  schema: 'public',
  type: 'INSERT' as const,
  keyColumns: ['id'],
  file: 'orders.csv',
  receivedAt: '2026-03-01T00:00:00.000Z',
}
function read(text: string, form: Partial<FileForm> = {}) {
  const reader = new MessageReader({ kind: 'csv', row, maxBytes: 1000, ...form })
  return [...reader.push(Buffer.from(text)), ...reader.end()]
}
const idOf = ({ message }: { message?: unknown }) => (message as { id: string }).id

describe('a row of a file', () => {
  test('is an event with its key, its time and its columns', () => {
    const form = { row: { ...row, timeColumn: 'at' } }
    const [one] = read('\uFEFFid;amount;at\n7;1,5;2026-03-01\n', form)
    expect(one).toMatchObject({
      line: 2,
      message: {
        type: 'INSERT',
        table: 'orders',
        timestamp: '2026-03-01T00:00:00.000Z',
        key: { id: 7 },
        after: { id: 7, amount: '1,5', at: '2026-03-01' },
      },
    })
  })

  test('has one id by its key and content wherever it stands; without a key, by its place too', () => {
    const [one, two, three] = read('id,a\n1,x\n2,x\n1,x\n')
    expect(idOf(one!)).toBe(idOf(three!))
    expect(idOf(one!)).not.toBe(idOf(two!))
    const bare = { row: { ...row, keyColumns: [] } }
    const [first, second] = read('a\nx\nx\n', bare)
    expect(idOf(first!)).not.toBe(idOf(second!))
    expect(read('a\nx\nx\n', bare).map(idOf)).toEqual([idOf(first!), idOf(second!)])
    expect(idOf(read('a\nx\n', { row: { ...bare.row, file: 'other.csv' } })[0]!)).not.toBe(idOf(first!))
  })

  test.each([
    ['id,a\n1\n', 'wrong_fields'],
    ['id,a\n1,"x\n', 'bad_quotes'],
    ['id,a\n,x\n', 'missing_key'],
  ])('%j is told as %s', (text, code) => expect(read(text)[0]!.fault?.code).toBe(code))
})

describe('JSON', () => {
  const native = { id: 'a', type: 'INSERT', table: 'other', timestamp: '2026-03-01T00:00:00Z', after: {} }
  test('what is an event stays as it is, what is none is a row, what is no JSON is told', () => {
    const text = `${JSON.stringify(native)}\n{"id":1}\n{"id":\n`
    const found = read(text, { kind: 'jsonl' })
    expect(found.map(({ message, fault }) => fault?.code ?? (message as { table: string }).table)).toEqual([
      'other',
      'orders',
      'not_json',
    ])
    expect((read(text, { kind: 'jsonl', rows: true })[0]!.message as { table: string }).table).toBe('orders')
  })
})

test.each([
  ['', null],
  ['12', 12],
  ['-0.50', -0.5],
  ['007', '007'],
  ['1e5', '1e5'],
  ['+1', '+1'],
  ['true', true],
  ['True', 'True'],
])('a field %j says %j', (text, value) => expect(readField(text)).toEqual(value))

test('a number that no double holds keeps its digits', () => {
  const value = readField('12345678901234567890.12')
  expect(isLosslessNumber(value) && value.toString()).toBe('12345678901234567890.12')
})

test.each([
  ['2026-03-01', Date.UTC(2026, 2, 1)],
  ['2026-03-01 10:30', Date.UTC(2026, 2, 1, 10, 30)],
  ['2026-03-01 10:30:00.5 UTC', Date.UTC(2026, 2, 1, 10, 30, 0, 500)],
  ['2026-03-01T10:30:00+02:00', Date.UTC(2026, 2, 1, 8, 30)],
  [1_772_359_200, 1_772_359_200_000],
  ['02/03/2026', null],
  ['2026-02-30', null],
])('the time %j', (text, at) => expect(readTime(text)).toBe(at))

test.each([
  ['orders.csv.gz', 'csv', 'orders'],
  ['/data/2026-03-01_orders.ndjson', 'jsonl', 'orders'],
  ['order_items-2024.json', 'json', 'order_items'],
  ['2024.txt', undefined, undefined],
])('the name %s says %s of %s', (name, kind, table) => {
  expect([kindByName(name), tableByName(name)]).toEqual([kind, table])
})

test.each([
  ['[{"a":1}]', 'json'],
  ['{"a":1}\n{"a":2}', 'jsonl'],
  ['{\n "a": 1\n}', 'json'],
  ['id,a\n1,2', 'csv'],
])('the content %j says %s', (text, kind) => expect(kindByContent(text)).toBe(kind))

test('events of a replay are due as far apart as their times are, over the speed', () => {
  const pace = new Pace(parseSpeed('10x')!, 1000)
  expect([pace.dueAt(50_000), pace.dueAt(60_000), pace.dueAt(45_000)]).toEqual([1000, 2000, 500])
  expect(new Pace(parseSpeed('max')!, 1000).dueAt(99)).toBe(1000)
  expect(['realtime', '0x', 'fast', '-1x'].map(parseSpeed)).toEqual([1, null, null, null])
})

async function* parts(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const collect = async (chunks: AsyncIterable<Buffer>) => {
  const all: Buffer[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all).toString()
}
/** `printf 'hello\n' | zstd` */
const zstd = Buffer.from('28b52ffd045831000068656c6c6f0a5388bd91', 'hex')

test('what is packed is told by how it begins, in parts of any size; what is cut off is an error', async () => {
  for (const size of [1, 3, 1000]) {
    expect(await collect(unpackStream(parts(Buffer.from('hello\n'), size)))).toBe('hello\n')
    expect(await collect(unpackStream(parts(gzipSync('hello\n'), size)))).toBe('hello\n')
    expect(await collect(unpackStream(parts(zstd, size)))).toBe('hello\n')
  }
  await expect(collect(unpackStream(parts(gzipSync('hello\n').subarray(0, 12), 5)))).rejects.toThrow()
})
