import { expect, test } from 'vitest'
import { auditWords } from '@/components/access/audit-words'
import { browserWords } from '@/components/access/browser-words'
import { newKey, readKey } from '@/components/access/key-draft'
import { passwordStrength } from '@/components/access/password-strength'
import { scopeWords } from '@/components/access/scope-words'
import type { AuditEntry } from '@/lib/access/audit-contract'
import { isEntrance } from '@/lib/access/entrance-path'

test.each([
  ['/signin', true],
  ['/setup', true],
  ['/invite/dwi_abc', true],
  ['/invite', false],
  ['/settings', false],
  ['/', false],
])('a page that lets people in: %s is %s', (path, answer) => {
  expect(isEntrance(path)).toBe(answer)
})

test.each([
  ['nothing', '', 0],
  ['too short', 'Tr0ub4dor&3', 1],
  ['one sign over and over', 'aaaaaaaaaaaaaaaaaaaaaaaa', 1],
  ['a run of digits', '123456789012345', 1],
  ['a word and a year', 'password2024', 1],
  ['a word said twice', 'sunshine sunshine', 1],
  ['three words', 'otter lantern brick', 2],
  ['four words', 'correct horse battery staple', 3],
  ['made by a program', 'x7#Kq9!vLp2@mZw4', 3],
] as const)('how strong a password looks: %s', (_name, password, level) => {
  expect(passwordStrength(password).level).toBe(level)
})

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
    'Safari on macOS',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/126.0 Mobile/15E148 Safari/604.1',
    'Chrome on iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36',
    'Chrome on Android',
  ],
  ['curl/8.5.0', 'curl'],
  ['', 'An unknown browser'],
])('a browser in words: %s', (agent, words) => {
  expect(browserWords(agent)).toBe(words)
})

const now = Date.UTC(2026, 2, 1, 12)

test.each([
  ['what it has from the start', {}, { scopes: ['ingest'], tables: null, expires_at: '2026-05-30T12:00:00.000Z' }],
  ['its tables', { tables: ['orders'] }, { tables: ['orders'] }],
  ['no tables beside another scope', { tables: ['orders'], scopes: ['ingest', 'read'] }, { tables: null }],
  ['a day', { life: 'date', until: '2026-12-31' }, { expires_at: '2026-12-31T23:59:59.999Z' }],
  ['never', { life: 'never' }, { expires_at: null }],
  ['a limit', { rateLimit: '600' }, { rate_limit: 600 }],
] as const)('what the form of a key says: %s', (_name, patch, body) => {
  expect(readKey({ ...newKey, name: ' shop ', ...(patch as object) }, now)).toMatchObject({ name: 'shop', ...body })
})

test.each([
  ['no scope', { scopes: [] }, /at least one scope/],
  ['no day', { life: 'date' }, /on which day/],
  ['no number', { rateLimit: '1.5' }, /whole number/],
] as const)('what the form of a key lacks: %s', (_name, patch, problem) => {
  expect(readKey({ ...newKey, ...(patch as object) }, now)).toMatch(problem)
})

test('the instant at which a key ends stays where its day is not changed', () => {
  const was = '2026-12-31T08:15:00.000Z'
  expect(readKey({ ...newKey, life: 'date', until: '2026-12-31' }, now, was)).toMatchObject({ expires_at: was })
})

test('a scope in words names all that it opens', () => {
  expect(scopeWords('ingest')).toBe('Send events, and replay dead letters')
  expect(scopeWords('write')).toMatch(/^See boards.*; and change boards/)
})

const entry = (action: string, given: Partial<AuditEntry> = {}): AuditEntry => ({
  id: '0197f7e4-0000-7000-8000-000000000000',
  at: '2026-03-01T12:00:00.000Z',
  actor_kind: 'user',
  actor_id: null,
  actor: 'ada@example.com',
  action,
  target: null,
  target_name: null,
  outcome: 'done',
  detail: {},
  address: '',
  request_id: null,
  ...given,
})

test.each([
  ['people.update', { target_name: 'Bob', detail: { role: 'editor' } }, 'changed the role of Bob to editor'],
  ['people.update', { target_name: 'Bob', detail: { enabled: false } }, 'switched Bob off'],
  ['people.sessions.delete', { target: 'b-1' }, 'signed Bob out everywhere'],
  [
    'people.invitations.create',
    { detail: { email: 'b@example.com', role: 'admin' } },
    'invited b@example.com as admin',
  ],
  ['keys.delete', { target_name: 'shop' }, 'revoked the API key shop'],
  ['keys.rotate', { target_name: 'shop' }, 'rotated the API key shop'],
  ['sign-in', { detail: { provider: 'github' } }, 'signed in by GitHub'],
  ['sign-in', { outcome: 'refused', detail: { provider: 'password' } }, 'could not sign in by password'],
  ['dashboards.create', { target_name: 'Orders' }, 'made the board Orders'],
  ['alerts.acknowledge', { target_name: 'Too few orders' }, 'acknowledged the alert Too few orders'],
  ['something.new', { target: 'x' }, 'something.new x'],
] as const)('an entry of the log in words: %s %o', (action, given, words) => {
  const nameOf = (id: string) => (id === 'b-1' ? 'Bob' : undefined)
  expect(auditWords(entry(action, given as Partial<AuditEntry>), nameOf)).toBe(words)
})
