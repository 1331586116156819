import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const version = 'v1'

const keyOf = (secret: string) => Buffer.from(hkdfSync('sha256', secret, '', 'datawatch channel secrets', 32))

/** A text that only who knows `secret` can read, bound to `place`: moved elsewhere it does not open. */
export function seal(text: string, secret: string, place: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce).setAAD(Buffer.from(place))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return [version, nonce.toString('base64url'), sealed.toString('base64url')].join('.')
}

/** What `seal` was given; null where the secret or the place is another one, or the text was changed. */
export function unseal(sealed: string, secret: string, place: string): string | null {
  const [given, nonce = '', rest = ''] = sealed.split('.')
  const bytes = Buffer.from(rest, 'base64url')
  if (given !== version || bytes.length < 16) return null
  try {
    const key = Buffer.from(nonce, 'base64url')
    const options = { authTagLength: 16 }
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), key, options).setAAD(Buffer.from(place))
    decipher.setAuthTag(bytes.subarray(-16))
    return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
