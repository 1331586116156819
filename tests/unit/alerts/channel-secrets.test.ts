import { expect, test } from 'vitest'
import { carriedElsewhere, withoutSecrets } from '@/lib/alerts/channel-secrets'

test.each([
  ['whole', 'You sent Bearer abc/"def123', 'You sent •••'],
  ['without what is before it', 'Bad token abc/"def123!', 'Bad token •••!'],
  ['as JSON', '{"token":"abc/\\"def123"}', '{"token":"•••"}'],
  ['in an address', '?token=abc%2F%22def123', '?token=•••'],
])('a secret that a receiver repeats %s is not told', (_name, said, told) => {
  expect(withoutSecrets(said, { 'headers.Authorization': 'Bearer abc/"def123' })).toBe(told)
})

test('nor is the path of an address that is one', () => {
  const secrets = { webhook_url: 'https://hooks.example.com/services/T01/B01/XyZ123456' }
  expect(withoutSecrets('no route /services/T01/B01/XyZ123456', secrets)).toBe('no route •••')
  expect(withoutSecrets('unknown hook XyZ123456', secrets)).toBe('unknown hook •••')
})

test('a secret is asked for anew where it would go to another host, or without encryption', () => {
  const before = { url: 'https://a.example.com/x', headers: { 'X-Key': 'k' } }
  const to = (url: string) => carriedElsewhere(before, { ...before, url }, { url })
  expect([to('https://a.example.com/y'), to('https://b.example.com/x'), to('http://a.example.com/x')]).toEqual([
    [],
    ['headers'],
    ['headers'],
  ])
})
