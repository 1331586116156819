import { expect, test } from 'vitest'
import { auditDetail } from '@/lib/access/audit-detail'

test.each([
  ['what is no object', 'text', {}],
  ['nothing', undefined, {}],
  ['a list', [1], {}],
  ['a change', { role: 'editor' }, { role: 'editor' }],
  [
    'a secret',
    { password: 'a', name: 'b', config: { bot_token: 'c', webhook_url: 'd' } },
    { password: '••••', name: 'b', config: { bot_token: '••••', webhook_url: '••••' } },
  ],
  ['what jsonb cannot keep', { 'a\0': ['b\0', '\ud800'] }, { 'a\uFFFD': ['b\uFFFD', '\uFFFD'] }],
  [
    'a long text that is cut within a character',
    { text: `${'x'.repeat(299)}💥x` },
    { text: `${'x'.repeat(299)}\uFFFD…` },
  ],
  ['a long text', { text: 'x'.repeat(400) }, { text: `${'x'.repeat(300)}…` }],
])('%s', (_name, sent, kept) => {
  expect(auditDetail(sent)).toEqual(kept)
})

test('what is large is kept by its shape, what is larger by its fields', () => {
  const many = Array.from({ length: 200 }, (_, i) => ({
    title: `Widget ${i}`,
    config: { deep: { deeper: 'x'.repeat(100) } },
  }))
  expect(JSON.stringify(auditDetail({ widgets: many })).length).toBeLessThan(4200)
  const wide = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`field_${i}`, 'x'.repeat(200)]))
  expect(auditDetail(wide)).toEqual({ fields: Object.keys(wide).slice(0, 20) })
})
