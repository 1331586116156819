import { createHash, randomInt } from 'node:crypto'

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const randomLength = 32
const sumLength = 6
const startLength = 8
const form = new RegExp(`^dw_[${digits}]{${randomLength + sumLength}}$`)

function inDigits(value: number): string {
  let text = ''
  for (let rest = value; text.length < sumLength; rest = Math.floor(rest / digits.length)) {
    text = digits[rest % digits.length] + text
  }
  return text
}

const sumOf = (random: string) => inDigits(createHash('sha256').update(random).digest().readUInt32BE(0))

/** `dw_`, 190 random bits and a checksum, by which a key is told from a typing error, and found where it leaked. */
export function makeApiKey(): string {
  const random = Array.from({ length: randomLength }, () => digits[randomInt(digits.length)]).join('')
  return `dw_${random}${sumOf(random)}`
}

/** Whether a text is one that `makeApiKey` may have made. */
export function isApiKey(text: string): boolean {
  return form.test(text) && sumOf(text.slice(3, 3 + randomLength)) === text.slice(-sumLength)
}

/** What is kept of a key: it has too many random bits to be guessed from its hash. */
export const hashApiKey = (key: string) => createHash('sha256').update(key).digest('hex')

/** What people tell keys apart by. */
export const startOfKey = (key: string) => key.slice(0, startLength)
