import { createHmac } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import type { WebhookConfig } from '@/lib/config/schema'
import { isSignedBy, readSignature } from '@/lib/events/signature'

const now = new Date('2026-03-01T10:00:00Z')
const old = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const fresh = Buffer.from('a secret for the signature tests').toString('base64')
const source = { secret: `whsec_${fresh}`, secrets: [old] }
const body = Buffer.from('{"id":"é","type":"INSERT"}')

const standard = (secret = source.secret, at = now, id = 'msg_1') => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': new Webhook(secret).sign(id, at, body.toString()),
})
const savegress = (secret = source.secret, at = now) => ({
  'X-Savegress-Timestamp': String(Math.floor(at.getTime() / 1000)),
  'X-Savegress-Signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
})

function verify(headers: Record<string, string>, { scheme = 'any', sent = body }: Given = {}) {
  const signed = readSignature(new Headers(headers), scheme, now)
  return typeof signed === 'string' ? signed : isSignedBy(signed, source, sent)
}
type Given = { scheme?: WebhookConfig['scheme']; sent?: Buffer }

const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
const first = standard()

describe('a signature stands', () => {
  test.each<[string, Record<string, string>, Given]>([
    ['of Standard Webhooks, as the reference makes it', first, {}],
    ['with the secret before the last change', standard(old), {}],
    ['among others', { ...first, 'webhook-signature': `v1a,eHl6 v1,AAAA ${first['webhook-signature']}` }, {}],
    ['five minutes ago', standard(source.secret, minutes(-5)), {}],
    ['five minutes ahead', standard(source.secret, minutes(5)), {}],
    ['of Savegress', savegress(), {}],
    ['of Savegress, with the other secret', savegress(old), { scheme: 'savegress' }],
    [
      'of Savegress, in capitals',
      {
        ...savegress(),
        'X-Savegress-Signature': savegress()['X-Savegress-Signature'].toUpperCase().replace('SHA256', 'sha256'),
      },
      {},
    ],
  ])('%s', (_name, headers, given) => expect(verify(headers, given)).toBe(true))
})

describe('a signature falls', () => {
  test.each<[string, Record<string, string>, Given]>([
    ['over another body', first, { sent: Buffer.from('{"id":"x"}') }],
    ['with another secret', standard(Buffer.from('another secret, not of ours').toString('base64')), {}],
    ['under another id', { ...first, 'webhook-id': 'msg_2' }, {}],
    ['cut short', { ...first, 'webhook-signature': first['webhook-signature'].slice(0, -8) }, {}],
    ['that is empty', { ...first, 'webhook-signature': 'v1,' }, {}],
    ['of an unknown version', { ...first, 'webhook-signature': first['webhook-signature'].replace('v1', 'v2') }, {}],
    ['made with an empty key', standard2(Buffer.alloc(0)), {}],
    ['of Savegress over another body', savegress(), { sent: Buffer.from('{}') }],
  ])('%s', (_name, headers, given) => expect(verify(headers, given)).toBe(false))

  function standard2(key: Buffer) {
    const at = String(Math.floor(now.getTime() / 1000))
    const signature = createHmac('sha256', key).update(`a.${at}.`).update(body).digest('base64')
    return { 'webhook-id': 'a', 'webhook-timestamp': at, 'webhook-signature': `v1,${signature}` }
  }

  test.each<[string, Record<string, string>, WebhookConfig['scheme'], RegExp]>([
    ['without headers', {}, 'any', /webhook-id, .* or X-Savegress-Timestamp/],
    ['of another scheme', savegress(), 'standard_webhooks', /webhook-id/],
    ['of the other scheme', first, 'savegress', /X-Savegress-Signature/],
    ['without an id', { ...first, 'webhook-id': '' }, 'any', /webhook-id/],
    ['that is no digest', { ...savegress(), 'X-Savegress-Signature': 'sha256=abc' }, 'any', /X-Savegress-Signature/],
    ['a second too old', standard(source.secret, new Date(now.getTime() - 301_000)), 'any', /within five minutes/],
    [
      'a second too far ahead',
      standard(source.secret, new Date(now.getTime() + 301_000)),
      'any',
      /within five minutes/,
    ],
    ['with a time in words', { ...first, 'webhook-timestamp': 'now' }, 'any', /unix seconds/],
    ['with a time in milliseconds', { ...first, 'webhook-timestamp': String(now.getTime()) }, 'any', /unix seconds/],
  ])('%s', (_name, headers, scheme, message) => expect(verify(headers, { scheme })).toMatch(message))
})
