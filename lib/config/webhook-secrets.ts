import type { WebhookConfig } from './schema'

const base64 = /^[A-Za-z0-9+/]+={0,2}$/

/** The secrets of a source, any of which may sign: the new one and the old one while they are being changed. */
export const secretsOf = ({ secret, secrets }: Pick<WebhookConfig, 'secret' | 'secrets'>): string[] =>
  secret === undefined ? secrets : [secret, ...secrets]

/** The bytes of a Standard Webhooks secret, base64 with or without `whsec_`; null where the text is none. */
export function standardKey(secret: string): Buffer | null {
  const text = secret.replace(/^whsec_/, '')
  const key = base64.test(text) ? Buffer.from(text, 'base64') : Buffer.alloc(0)
  return key.length >= 16 ? key : null
}
