import 'server-only'
import type { WebhookConfig } from '@/lib/config/schema'
import { secretsOf } from '@/lib/config/webhook-secrets'
import type { Actor } from '@/lib/context/context'
import { AppError } from '@/lib/errors/app-error'
import type { Body } from '@/lib/http/body'
import { admit } from '@/lib/http/guards'
import type { HeaderReader } from '@/lib/http/header-reader'
import { getRuntime } from '@/lib/runtime/runtime'
import { isSignedBy, readSignature } from '../signature'

/**
 * Who sends a delivery. `confirm` is asked once the body is there: it throws `unauthenticated` where the body is not what
 * was signed, and answers what names the delivery, the same for each retry of it, where something does. `signedFor` is the source that
 * has signed it.
 */
export type Sender = {
  actor: Actor
  headers: Record<string, string>
  confirm(body: Body): string | undefined
  signedFor?: string
}

const refuse = (name: string, reason: string) =>
  new AppError('unauthenticated', `The source ${name} may not send this: ${reason}`, {
    headers: { 'WWW-Authenticate': 'Signature' },
  })

function findSigned(headers: HeaderReader, search: URLSearchParams): WebhookConfig | undefined {
  const { sources } = getRuntime().config
  const name = sources.length > 0 ? (search.get('source') ?? headers.get('x-datawatch-source')) : null
  if (name === null) return undefined
  const source = sources.find((one) => one.type === 'webhook' && one.name === name) as WebhookConfig | undefined
  return source && secretsOf(source).length > 0 ? source : undefined
}

/**
 * A source that has a secret signs what it sends, and needs no other credential; any other sender is admitted like the
 * caller of a route. Throws before the body is read where the headers alone tell.
 */
export async function identifySender(headers: HeaderReader, search: URLSearchParams, now: Date): Promise<Sender> {
  const source = findSigned(headers, search)
  if (!source) return { ...(await admit('ingest', headers)), confirm: () => undefined }
  const signed = readSignature(headers, source.scheme, now)
  if (typeof signed === 'string') throw refuse(source.name, signed)
  return {
    actor: { kind: 'key', name: `source ${source.name}`, scopes: ['ingest'] },
    headers: {},
    signedFor: source.name,
    confirm: ({ sent, unpacked }) => {
      const genuine = isSignedBy(signed, source, sent) || (unpacked !== sent && isSignedBy(signed, source, unpacked))
      if (!genuine) throw refuse(source.name, 'its signature does not match the body')
      return signed.id === null ? undefined : `${source.name}\n${signed.id}`
    },
  }
}
