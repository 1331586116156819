import { describe, expect, test } from 'vitest'
import { waitAfter } from '@/lib/alerts/back-off'
import { carriedElsewhere, changeConfig, joinSecrets, splitSecrets, withoutSecrets } from '@/lib/alerts/channel-secrets'
import { chartSignature, maySeeChart } from '@/lib/alerts/chart-link'
import { publicAddress } from '@/lib/alerts/public-address'
import { judgeAnswer, readRetryAfter } from '@/lib/alerts/sending'
import { message, now } from './message'

test.each([
  [undefined, null],
  ['3', 3000],
  ['1.5', 1500],
  ['0', 0],
  ['Mon, 30 Nov 2026 08:00:20 GMT', 20_000],
  ['Mon, 30 Nov 2026 07:00:00 GMT', 0],
  ['999999999', 3_600_000],
  ['soon', null],
])('Retry-After: %s', (header, ms) => expect(readRetryAfter(header, now)).toBe(ms))

test.each([
  [200, { ok: true }],
  [302, { ok: false, permanent: false, answer: expect.stringContaining('redirect') }],
  [400, { ok: false, permanent: true, gone: false }],
  [408, { ok: false, permanent: false }],
  [410, { ok: false, permanent: true, gone: true }],
  [425, { ok: false, permanent: false }],
  [429, { ok: false, permanent: false, retryAfterMs: 7000 }],
  [500, { ok: false, permanent: false, retryAfterMs: 7000 }],
])('what %i means', (status, outcome) =>
  expect(judgeAnswer({ status, headers: { 'retry-after': '7' }, text: 'x' }, now)).toMatchObject(outcome),
)

describe('waiting', () => {
  test('begins with seconds, doubles up to half an hour, and ends after a day', () => {
    const waits = Array.from({ length: 57 }, (_, index) => waitAfter(index + 1, 0.5))
    expect(waits.slice(0, 3)).toEqual([5000, 10_000, 20_000])
    expect(waits.at(-2)).toBe(1_800_000)
    expect(waits.at(-1)).toBeNull()
    const hours = waits.reduce<number>((sum, ms) => sum + (ms ?? 0), 0) / 3_600_000
    expect(hours).toBeGreaterThan(23)
    expect(hours).toBeLessThan(25)
  })
  test('varies by chance', () => expect([waitAfter(1, 0), waitAfter(1, 1)]).toEqual([2500, 7500]))
})

describe('the secrets of a channel', () => {
  const config = { url: 'https://a.example/', secret: 's3cr3t', headers: { A: 'one', B: 'two' } }
  const { shown, secrets } = splitSecrets('webhook', config)
  test('are kept apart and joined again', () => {
    expect(shown).toEqual({ url: 'https://a.example/' })
    expect(joinSecrets(shown, secrets)).toEqual(config)
  })
  test('stay where they are left out or come back as shown', () => {
    const own = { webhook_url: 'https://hooks.example/T/B/abcd1234' }
    const { shown: seen } = splitSecrets('teams', own)
    expect(seen).toEqual({ webhook_url: 'https://hooks.example/…1234' })
    expect(changeConfig(own, seen, seen)).toEqual(own)
    expect(changeConfig(config, shown, { headers: null })).toEqual({ url: config.url, secret: 's3cr3t' })
  })
  test('are not carried to another host', () => {
    const moved = { ...config, url: 'https://b.example/' }
    expect(carriedElsewhere(config, moved, { url: moved.url })).toEqual(['headers'])
    expect(carriedElsewhere(config, moved, { url: moved.url, headers: {} })).toEqual([])
    expect(carriedElsewhere(config, { ...config, url: 'https://a.example/2' }, {})).toEqual([])
  })
  test('are taken out of what a receiver says', () =>
    expect(withoutSecrets('bad token s3cr3t', secrets)).toBe('bad token •••'))
})

test('the link of a chart is for one alert, and for a month', () => {
  const signature = chartSignature('a', 'secret', now)
  const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
  expect(maySeeChart('a', signature, ['secret'], later(29))).toBe(true)
  expect([
    maySeeChart('b', signature, ['secret'], now),
    maySeeChart('a', signature, ['other'], now),
    maySeeChart('a', signature, ['secret'], later(31)),
    maySeeChart('a', `9999999999.${signature.split('.')[1]}`, ['secret'], now),
    maySeeChart('a', 'x', ['secret'], now),
  ]).toEqual([false, false, false, false, false])
})

test('what is told of an alert', () => {
  const told = message(
    { status: 'resolved', resolved_at: '2026-11-30T07:45:00.000Z', resolved_by: 'ann' },
    { kind: 'resolved' },
  )
  expect(told).toMatchObject({ state: 'Resolved', over: true })
  expect(Object.fromEntries(told.facts.map(({ name, value }) => [name, value]))).toEqual({
    Severity: 'high',
    Value: '1,234.57',
    Threshold: '2,000',
    Expected: 'about 2,400',
    Since: '2026-11-30 07:30 UTC',
    Lasted: '15m',
    'Ended by': 'ann',
    Labels: 'status=paid',
    Owner: 'shop',
  })
  const open = message({ status: 'acknowledged', acknowledged_by: 'ann' }, { kind: 'updated', cause: 'A deploy.' })
  expect(open.state).toBe('Acknowledged by ann')
  expect(open.facts).toContainEqual({ name: 'Likely cause', value: 'A deploy.' })
  expect(open.facts).toContainEqual({ name: 'For', value: '30m' })
})

test.each([
  [{ host: '127.0.0.1', port: 3002 }, 'http://127.0.0.1:3002'],
  [{ host: '0.0.0.0', port: 80 }, 'http://localhost:80'],
  [{ host: '::1', port: 80 }, 'http://[::1]:80'],
  [{ host: '::1', port: 80, public_url: 'https://watch.example/' }, 'https://watch.example'],
])('the address in links: %o', (server, address) =>
  expect(publicAddress({ server: { environment: 'production', ...server } })).toBe(address),
)
