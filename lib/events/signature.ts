import { createHmac, timingSafeEqual } from 'node:crypto'
import type { WebhookConfig } from '@/lib/config/schema'
import { secretsOf, standardKey } from '@/lib/config/webhook-secrets'
import type { HeaderReader } from '@/lib/http/header-reader'

const toleranceMs = 5 * 60_000
const digestBytes = 32
const seconds = /^\d{1,12}$/

type Scheme = Exclude<WebhookConfig['scheme'], 'any'>

/** What the headers of a signed request say. `id` names a delivery over its retries, where it is signed too. */
export type Signed = { scheme: Scheme; id: string | null; timestamp: string; signatures: Buffer[] }

function readStandard(headers: HeaderReader): Signed | null {
  const id = headers.get('webhook-id')
  const timestamp = headers.get('webhook-timestamp')
  const signature = headers.get('webhook-signature')
  if (!id || !timestamp || !signature) return null
  const versions = signature.split(' ').filter((one) => one.startsWith('v1,'))
  const signatures = versions.map((one) => Buffer.from(one.slice(3), 'base64'))
  return { scheme: 'standard_webhooks', id, timestamp, signatures }
}

function readSavegress(headers: HeaderReader): Signed | null {
  const timestamp = headers.get('x-savegress-timestamp')
  const signature = /^sha256=([0-9a-f]{64})$/i.exec(headers.get('x-savegress-signature') ?? '')
  if (!timestamp || !signature) return null
  const signatures = [Buffer.from(signature[1]!, 'hex')]
  return { scheme: 'savegress', id: null, timestamp, signatures }
}

const readers = { standard_webhooks: readStandard, savegress: readSavegress }
const schemes = ['standard_webhooks', 'savegress'] as const
const wanted = {
  standard_webhooks: 'webhook-id, webhook-timestamp and webhook-signature',
  savegress: 'X-Savegress-Timestamp and X-Savegress-Signature',
}

/**
 * The signature among the headers, by the scheme of the source and within five minutes of `now`; otherwise, in words,
 * what is missing or wrong with it.
 */
export function readSignature(headers: HeaderReader, scheme: WebhookConfig['scheme'], now: Date): Signed | string {
  const allowed = schemes.filter((one) => scheme === 'any' || scheme === one)
  const found = allowed.map((one) => readers[one](headers)).find((one) => one !== null)
  if (!found) return `it is signed: expected the headers ${allowed.map((one) => wanted[one]).join(', or ')}`
  const at = seconds.test(found.timestamp) ? Number(found.timestamp) * 1000 : Number.NaN
  if (Math.abs(now.getTime() - at) <= toleranceMs) return found
  return 'its signature must carry a time in unix seconds, within five minutes of ours'
}

function digest({ scheme, id, timestamp }: Signed, secret: string, body: Uint8Array): Buffer | null {
  if (scheme === 'savegress') return createHmac('sha256', secret).update(body).digest()
  const key = standardKey(secret)
  return key && createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest()
}

/** Whether one of the source's secrets signed this body; takes the same time whatever is wrong with the signature. */
export function isSignedBy(signed: Signed, source: Pick<WebhookConfig, 'secret' | 'secrets'>, body: Uint8Array) {
  return secretsOf(source).some((secret) => {
    const expected = digest(signed, secret, body)
    return expected && signed.signatures.some((one) => one.length === digestBytes && timingSafeEqual(one, expected))
  })
}
