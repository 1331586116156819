import { isCardNumber } from './card-number'
import { isIban } from './iban'

type Replace = (found: string) => string

const local = /[\p{L}\p{N}._%+'-]/u
const longestLocal = 64
const domain = /(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}])/uy
/** `logo@2x.png` is a picture. */
const file = /\.(?:png|jpe?g|gif|svg|webp|avif|ico|css|js)$/i
/** E-mail addresses, alone or in a sentence. Looks around each @, so that its cost grows with the text alone. */
export function replaceEmails(text: string, replace: Replace): string {
  let made = ''
  let done = 0
  for (let sign = text.indexOf('@'); sign !== -1; sign = text.indexOf('@', sign + 1)) {
    let start = sign
    while (start > done && sign - start < longestLocal && local.test(text[start - 1]!)) start -= 1
    domain.lastIndex = sign + 1
    if (start === sign || !domain.test(text)) continue
    const end = domain.lastIndex
    const found = text.slice(start, end)
    if (file.test(found)) continue
    made += text.slice(done, start) + replace(found)
    done = end
  }
  return done === 0 ? text : made + text.slice(done)
}

const cards = /(?<![\w.+-])(?:\d{13,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5})(?![\w-]|\.\d)/g

/** Numbers of payment cards. With `things` (the column names things) bare digits are none, grouped ones still are. */
export const replaceCards = (text: string, hinted: boolean, things: boolean, replace: Replace) =>
  text.replace(cards, (found: string) => {
    const digits = found.replace(/\D/g, '')
    return isCardNumber(digits, hinted) && !(things && digits === found) ? replace(found) : found
  })

const ibans = /(?<![A-Za-z0-9])[A-Z]{2}\d\d(?:[A-Z0-9]{11,27}|(?: [A-Z0-9]{4}){2,6}(?: [A-Z0-9]{1,4})?)(?![A-Za-z0-9])/g

/** International bank account numbers, together or in groups of four. */
export const replaceIbans = (text: string, replace: Replace) =>
  text.replace(ibans, (found) => (isIban(found.replaceAll(' ', '')) ? replace(found) : found))

const ssn = /^(?!000|666|9\d\d)\d{3}-(?!00)\d\d-(?!0000)\d{4}$/
/** A US social security number as it is written: `123-45-6789`. */
export const isSsn = (text: string) => text.length === 11 && ssn.test(text)

const decimal = /^\+\d+\.\d+$/
const international = /^\+[1-9][\d ().-]{5,18}\d$/
/** A telephone number in the international form of E.164, with or without what groups its digits. */
export function isPhoneNumber(text: string): boolean {
  if (text.charCodeAt(0) !== 43 || text.length > 24 || decimal.test(text) || !international.test(text)) return false
  const digits = text.replace(/\D/g, '').length
  return digits >= 8 && digits <= 15
}
