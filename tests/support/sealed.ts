import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Sealed as by versions that did not say with which key. */
export function sealAsBefore(text: string, secret: string, place: string) {
  const nonce = randomBytes(12)
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'datawatch channel secrets', 32))
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return ['v1', nonce.toString('base64url'), sealed.toString('base64url')].join('.')
}
