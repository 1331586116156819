import { createHmac } from 'node:crypto'

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const groups = 4
const groupLength = 5

/** What whoever sets a server up must know: who can read its log. The same in every process that has this secret. */
export function setupCode(secret: string): string {
  const bytes = createHmac('sha256', secret).update('datawatch setup code').digest()
  const text = Array.from(bytes.subarray(0, groups * groupLength), (byte) => letters[byte % letters.length]).join('')
  return text.match(new RegExp(`.{${groupLength}}`, 'g'))!.join('-')
}

/** A code as someone typed it, to be compared. */
export const plainCode = (typed: string) => typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
