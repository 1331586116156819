import { describe, expect, it } from 'vitest'
import { allowedOrigin, shareBody } from '@/lib/shares/contract'
import { sharedToken } from '@/lib/shares/path'
import { hashToken, makeToken } from '@/lib/shares/token'
import { readView, spanOf, viewParams } from '@/lib/shares/window'

describe('a token', () => {
  it('is 256 random bits, of which the hash alone is kept', () => {
    const tokens = Array.from({ length: 50 }, makeToken)
    expect(new Set(tokens).size).toBe(50)
    for (const token of tokens) {
      expect(Buffer.from(token.slice('dws_'.length), 'base64url')).toHaveLength(32)
      expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/)
    }
  })
  it.each(['', 'dws_', 'dws_short', `dw_${'a'.repeat(43)}`, `dws_${'a'.repeat(44)}`, `dws_${'a'.repeat(42)}/`])(
    '%j can be none',
    (text) => expect(hashToken(text)).toBeNull(),
  )
})

it.each([
  ['/share/dws_x', 'dws_x'],
  ['/embed/dws_x/', 'dws_x'],
  ['/share', null],
  ['/share/a/b', null],
  ['/dashboards/share', null],
  ['/x/share/dws_x', null],
])('the token of the page %s is %s', (path, token) => expect(sharedToken(path)).toBe(token))

describe('an allowed origin', () => {
  it.each([
    ['https://intranet.example', 'https://intranet.example'],
    [' https://Intranet.example:8443/ ', 'https://intranet.example:8443'],
    ['http://localhost:4000', 'http://localhost:4000'],
  ])('%s', (given, origin) => expect(allowedOrigin.parse(given)).toBe(origin))
  it.each([
    '*',
    'https://*.example',
    'intranet.example',
    'https://intranet.example/page',
    'https://a.example; script-src *',
    'https://a.example https://b.example',
    'javascript:alert(1)',
    'null',
    'https://%2A',
    'https://a%3Bsandbox',
    'https://user@a.example',
    'https://a.example?x',
  ])('not: %s', (given) => expect(allowedOrigin.safeParse(given).success).toBe(false))
})

describe('what a link keeps of the address', () => {
  it.each([
    ['range=7d', 'range=7d'],
    ['range=previous_month', 'range=previous_month'],
    ['var-status="a,b",c', 'var-status=%22a%2Cb%22&var-status=c'],
    [
      'from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&range=1h',
      'from=2026-03-01T00%3A00%3A00.000Z&to=2026-03-02T00%3A00%3A00.000Z',
    ],
    ['var-status=paid&var-status=new&var-shop=1&edit=1', 'var-status=paid&var-status=new&var-shop=1'],
    ['', ''],
  ])('%s', (search, kept) => {
    const { view } = shareBody.parse({ name: 'x', view: readView(new URLSearchParams(search)) })
    expect(viewParams(view).toString()).toBe(kept)
  })
  it.each([
    ['no name', { name: ' ' }],
    ['a range that is no duration', { name: 'x', view: { range: 'someday' } }],
    ['half an interval', { name: 'x', view: { from: '2026-03-01T00:00:00Z' } }],
    ['an interval that ends first', { name: 'x', view: { from: '2026-03-02T00:00:00Z', to: '2026-03-01T00:00:00Z' } }],
    ['an origin that is none', { name: 'x', allowed_origins: ['everywhere'] }],
  ])('not: %s', (_name, body) => expect(shareBody.safeParse(body).success).toBe(false))
  it('a relative range ends with the running minute', () => {
    const now = Date.UTC(2026, 2, 1, 12, 0, 30)
    expect(spanOf({ range: '1h', variables: {}, free_range: false, free_variables: false, marks: false }, now)).toEqual(
      {
        from: Date.UTC(2026, 2, 1, 11, 1),
        to: Date.UTC(2026, 2, 1, 12, 1),
      },
    )
  })
  it('a day of the calendar is that of the viewer', () => {
    const now = Date.UTC(2026, 2, 1, 12, 0, 30)
    const view = { range: 'today', variables: {}, free_range: false, free_variables: false, marks: false }
    expect(spanOf(view, now, 'Asia/Kolkata').from).toBe(Date.UTC(2026, 1, 28, 18, 30))
  })
})
