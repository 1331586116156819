import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { type Header, pack } from 'tar-stream'
import { expect, test } from 'vitest'
import { BackupError, headerName, manifestName, requireReadable } from '@/lib/db/backup/manifest'
import { readBackup } from '@/lib/db/backup/read-backup'

const header = {
  format: 1,
  datawatch: '0.1.0',
  postgres: '18.4',
  platform: 'linux-x64',
  started_at: '2026-03-01T00:00:00.000Z',
  bytes: 10,
  secrets: [],
}
type Part = [name: string, text: string, more?: Partial<Header>]
const begin: Part = [headerName, JSON.stringify(header)]
const parts: Part[] = [begin, ['data', '', { type: 'directory' }], ['data/PG_VERSION', '18\n']]

const sum = ([path, text]: Part) => ({
  path,
  size: Buffer.byteLength(text),
  sha256: createHash('sha256').update(text).digest('hex'),
})
const end = (of: Part[]): Part => {
  const files = of.filter(([, , more]) => more?.type !== 'directory').map(sum)
  return [manifestName, JSON.stringify({ as_of: header.started_at, stop_lsn: '0/2000100', files })]
}

async function archive(of: Part[]): Promise<Buffer> {
  const tar = pack()
  for (const [name, text, more] of of) tar.entry({ name, ...more }, text)
  tar.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of tar) chunks.push(chunk as Buffer)
  return gzipSync(Buffer.concat(chunks))
}

function read(bytes: Buffer) {
  const taken: Record<string, string> = {}
  const taker = {
    begin: async () => {},
    folder: async () => {},
    file: async (path: string, chunks: AsyncIterable<Buffer>) => {
      taken[path] = ''
      for await (const chunk of chunks) taken[path] += chunk.toString()
    },
  }
  const halves = [bytes.subarray(0, bytes.length / 2), bytes.subarray(bytes.length / 2)]
  return readBackup(Readable.from(halves), taker).then((found) => ({ ...found, taken }))
}

test('a whole backup: its files, and what they come to', async () => {
  const { taken, bytes, header: found } = await read(await archive([...parts, end(parts)]))
  expect(taken).toEqual({ 'data/PG_VERSION': '18\n' })
  expect(bytes).toBe(3 + begin[1].length)
  expect(found.postgres).toBe('18.4')
})

const flipped = (bytes: Buffer, at: number) => {
  const copy = Buffer.from(bytes)
  copy[at]! ^= 1
  return copy
}
const changed: Part = ['data/PG_VERSION', '19\n']
const [, data] = parts as [Part, Part]
const whole = [...parts, end(parts)]

const outside = [
  '../../etc/passwd',
  '/etc/passwd',
  'data/../../x',
  'data/./x',
  'secrets/../x',
  'other/x',
  'data/a\\b',
  'data/a\nb',
]
const links = ['symlink', 'link', 'fifo'] as const

type Refused = [name: string, of: Part[], damage: (bytes: Buffer) => Buffer, message: string]
const asIs = (bytes: Buffer) => bytes
const refused: Refused[] = [
  ['cut off within', whole, (bytes) => bytes.subarray(0, -40), 'cut off'],
  ['of which only the beginning is left', whole, (bytes) => bytes.subarray(0, 30), 'cut off'],
  ['with a flipped bit', whole, (bytes) => flipped(bytes, bytes.length >> 1), ''],
  ['with a flipped bit in its checksum', whole, (bytes) => flipped(bytes, bytes.length - 6), 'was changed'],
  ['that is empty', whole, () => Buffer.alloc(0), 'cut off'],
  ['that is something else', whole, () => Buffer.from('-- PostgreSQL database dump'), 'no backup'],
  ['that is another archive', [['README', 'hello']], asIs, 'does not begin as one'],
  ['without its manifest', parts, asIs, 'cut off'],
  ['with another content', [begin, data, changed, end(parts)], asIs, 'data/PG_VERSION was changed'],
  ['without a file', [begin, data, end(parts)], asIs, 'data/PG_VERSION is missing'],
  ['with one more', [...parts, ['data/more', 'x'], end(parts)], asIs, 'data/more does not belong'],
  ['with a file twice', [...parts, changed, end(parts)], asIs, 'where nothing should be'],
  ['that goes on after its end', [...whole, ['data/more', 'x']], asIs, 'where nothing should be'],
  ['of a later format', [[headerName, JSON.stringify({ ...header, format: 2 })]], asIs, 'later version'],
  ...outside.map(
    (path): Refused => [`that names ${JSON.stringify(path)}`, [...parts, [path, 'x']], asIs, 'outside of'],
  ),
  ...links.map((type): Refused => {
    const part: Part = ['data/x', '', { type, linkname: '/etc/passwd', size: 0 }]
    return [`with a ${type}`, [...parts, part], asIs, 'only files and folders']
  }),
]

test.each(refused)('a backup %s: refused', async (_name, of, damage, message) => {
  const error = await read(damage(await archive(of))).catch((thrown: Error) => thrown)
  expect(error).toBeInstanceOf(BackupError)
  expect((error as Error).message).toContain(message)
})

test.each([
  ['the same', '18.4', '0.1.0', null],
  ['another minor PostgreSQL and an older DataWatch', '18.1', '0.0.9', null],
  ['another major PostgreSQL', '17.2', '0.1.0', 'made by PostgreSQL 17.2'],
  ['a newer DataWatch', '18.4', '0.2.0', 'newer than this one (0.1.0)'],
  ['a newer DataWatch by its last number', '18.4', '0.1.10', 'newer than this one'],
])('a backup of %s', (_name, postgres, datawatch, message) => {
  const ask = () =>
    requireReadable({ ...header, format: 1, postgres, datawatch }, { postgres: '18.4', datawatch: '0.1.0' })
  if (message) expect(ask).toThrow(message)
  else expect(ask).not.toThrow()
})
