import { createHmac, hkdfSync } from 'node:crypto'
import { marker } from './marker'

const length = 16
const pseudonym = /^hash:[0-9a-f]{16}$/
const sealed = /^hash:[0-9a-f]{32}$/

/** Whether a text is a marker or a pseudonym already, so that masking twice is masking once. */
export const isMasked = (text: string) =>
  text === marker || (text.length === length + 5 && text.startsWith('hash:') && pseudonym.test(text))

const remembered = 4096
const longest = 128

/** Gives a value a name of its own: `hash:` and 64 bits of HMAC-SHA256 in hexadecimal. Equal values get equal names. */
export type Pseudonymise = (text: string) => string

/** `seal` does it for ids of events, of which there are many more: with 128 bits, and for one that is sealed not again. */
export type Pseudonyms = { name: Pseudonymise; seal: Pseudonymise }

/** The key of pseudonyms that is derived (HKDF) from a secret. */
export const pseudonymKeyOf = (secret: string) =>
  Buffer.from(hkdfSync('sha256', secret, '', 'datawatch/event-pseudonyms', 32))

/**
 * Pseudonyms under a key of this instance: without it nobody can find out a value by trying all e-mail addresses or numbers
 * there are. The latest values are remembered, as both images of an event hold them.
 */
export function createPseudonyms(key: Buffer): Pseudonyms {
  const digest = (text: string, digits: number) =>
    `hash:${createHmac('sha256', key).update(text).digest('hex').slice(0, digits)}`
  let recent = new Map<string, string>()
  const name = (text: string) => {
    const known = recent.get(text)
    if (known !== undefined) return known
    const made = digest(text, length)
    if (recent.size >= remembered) recent = new Map()
    if (text.length <= longest) recent.set(text, made)
    return made
  }
  return { name, seal: (text) => (sealed.test(text) ? text : digest(text, 2 * length)) }
}
