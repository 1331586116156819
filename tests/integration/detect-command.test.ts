import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { datawatch } from '@/tests/support/datawatch'

const folder = mkdtempSync(join(tmpdir(), 'detect-command-'))
const [from, to] = [join(folder, 'in'), join(folder, 'out')]
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const detect = async (...args: string[]) => {
  const { code, out, err } = await datawatch(['detect', ...args], {})
  return { code, out: out.toString(), err }
}

const start = Date.UTC(2026, 2, 1)
const row = (value: (at: number) => number | string) => (_: unknown, at: number) =>
  `${new Date(start + at * 300_000).toISOString()},${value(at)}`

function write(path: string, value: (at: number) => number | string, length = 2400) {
  mkdirSync(join(from, path, '..'), { recursive: true })
  writeFileSync(join(from, path), `timestamp,value\n${Array.from({ length }, row(value)).join('\n')}\n`)
}

test('0: every file below --in has its like below --out, and those that cannot be judged a reason', async () => {
  write('shop/orders.csv', (at) => (at === 2300 ? 400 : 40 + ((at * at) % 7)))
  write('shop/new.csv', () => 5, 3)
  writeFileSync(join(from, 'notes.txt'), 'no series')
  const { code, err } = await detect('--in', from, '--out', to)
  expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('2 of 2 files judged, 2403 rows') })
  expect(err).toContain('shop/new.csv: no verdict: 3 known values over 0.3 hours')
  const lines = readFileSync(join(to, 'shop/orders.csv'), 'utf8').trim().split('\n')
  expect(lines[0]).toBe('timestamp,value,score,alert_score,is_anomaly,expected,min,max')
  expect(lines).toHaveLength(2401)
  const alarms = lines.slice(1).filter((line) => Number(line.split(',')[3]) > 0)
  expect(alarms).toEqual([expect.stringMatching(/^2026-03-08T23:40:00\.000Z,400,0\.\d+,0\.\d+,1,4\d/)])
  expect(existsSync(join(to, 'notes.txt'))).toBe(false)
})

test('1: a file that cannot be read is told of, and the others are judged', async () => {
  writeFileSync(join(from, 'broken.csv'), 'timestamp,value\nyesterday,5\n')
  const { code, err } = await detect(
    '--in',
    from,
    '--out',
    to,
    '--sensitivity',
    'high',
    '--algorithms',
    'seasonal,ml',
    '--time-zone',
    'Europe/Berlin',
    '--holidays',
    'DE',
  )
  expect(code).toBe(1)
  expect(err).toContain('broken.csv: line 2: expected a timestamp such as 2026-03-01T12:00:00Z, not "yesterday"')
  expect(err).toContain('2 of 3 files judged')
})

test.each([
  { name: 'no folders', args: [], message: '--in DIR is missing' },
  { name: 'one folder for both', args: ['--in', from, '--out', from], message: 'are the same folder' },
  { name: 'a folder that is none', args: ['--in', '/nowhere', '--out', to], message: '/nowhere is no folder' },
  {
    name: 'a time zone that is none',
    args: ['--in', from, '--out', to, '--time-zone', 'Mars/Olympus'],
    message: 'expected one such as Europe/Berlin, not Mars/Olympus',
  },
  {
    name: 'holidays of no region',
    args: ['--in', from, '--out', to, '--holidays', 'US-ZZ'],
    message: 'expected a region such as DE, DE-BY or US-CA, not US-ZZ',
  },
  {
    name: 'an unknown sensitivity',
    args: ['--in', from, '--out', to, '--sensitivity', 'some'],
    message: 'expected low, medium, high, not some',
  },
  {
    name: 'an unknown algorithm',
    args: ['--in', from, '--out', to, '--algorithms', 'ml,magic'],
    message: 'expected some of statistical, seasonal, ml, not magic',
  },
])('2: $name', async ({ args, message }) => {
  const { code, err } = await detect(...args)
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) })
})
