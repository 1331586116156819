import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const version = 'v2'
/** Texts of this version do not say which key they were sealed with. */
const firstVersion = 'v1'

const derive = (secret: string, purpose: string, bytes: number) =>
  Buffer.from(hkdfSync('sha256', secret, '', `datawatch ${purpose}`, bytes))
const keyOf = (secret: string) => derive(secret, 'channel secrets', 32)

/** A short name of the key made of a secret, which tells nothing of either. */
const keyIdOf = (secret: string) => derive(secret, 'key id', 6).toString('base64url')

/** A text that only who knows the first of `secrets` can read, bound to `place`: moved elsewhere it does not open. */
export function seal(text: string, [secret]: readonly [string, ...string[]], place: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce).setAAD(Buffer.from(place))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return [version, keyIdOf(secret), nonce.toString('base64url'), sealed.toString('base64url')].join('.')
}

/** Whether it was sealed with this secret, as it says itself. */
export const isSealedWith = (sealed: string, secret: string) => sealed.startsWith(`${version}.${keyIdOf(secret)}.`)

function open(nonce: string, rest: string, secret: string, place: string): string | null {
  const bytes = Buffer.from(rest, 'base64url')
  if (bytes.length < 16) return null
  try {
    const options = { authTagLength: 16 }
    const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), Buffer.from(nonce, 'base64url'), options)
    decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-16))
    return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

/** What `seal` was given; null where no secret is the one it was sealed with, the place is another, or the text was changed. */
export function unseal(sealed: string, secrets: readonly string[], place: string): string | null {
  const [given, ...parts] = sealed.split('.')
  if (given === firstVersion) {
    const [nonce = '', rest = ''] = parts
    for (const secret of secrets) {
      const text = open(nonce, rest, secret, place)
      if (text !== null) return text
    }
    return null
  }
  const [, nonce = '', rest = ''] = parts
  const secret = secrets.find((one) => isSealedWith(sealed, one))
  return secret === undefined ? null : open(nonce, rest, secret, place)
}

/** A sealed text where it is kept. `what` names it to people; `replace` puts the same, sealed anew, in its place. */
export type SealedText = { what: string; place: string; sealed: string; replace(sealed: string): Promise<unknown> }
