import { isPhoneNumber, isSsn, replaceCards, replaceEmails, replaceIbans } from './personal-texts'
import { isMasked } from './pseudonym'
import { replaceAssigned, replacePrivateKeys, replaceTokens, replaceUrlPasswords } from './secret-texts'
import type { NameVerdict } from './sensitive-names'

export type Hints = Pick<NameVerdict, 'hintsCard' | 'hintsSsn' | 'namesThings'>

/** What is put in the place of what was found: of what opens something, and of what says who somebody is. */
export type Replacing = { secret(found: string): string; personal(found: string): string }

const shortest = 6
const shortestCard = 13
const shortestToken = 15

const digit = 1
const lower = 2
/** Keys and tokens have one of these somewhere; words, UUIDs and most addresses have none. */
const rich = 4
const joint = 8
const at = 16
const assigns = 32
const colon = 64
const space = 128
/** What each ASCII character may be part of. */
const classes = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code)
  if (/\d/.test(character)) return digit
  if (/[a-z]/.test(character)) return lower
  if (/[A-Z_]/.test(character)) return rich
  if (character === '=') return joint | assigns
  if ('-.+/~'.includes(character)) return joint
  return { '@': at, '"': assigns, "'": assigns, ':': colon, ' ': space }[character] ?? 0
})
const inRun = digit | lower | rich | joint
const hyphen = 45

/** What a text has in it, found in one pass: which kinds of characters, whether a long run that may be a key, digits. */
function survey(text: string) {
  let seen = 0
  let runStart = 0
  let runKinds = 0
  let hasLongRun = false
  let digits = 0
  let mostDigits = 0
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place)
    const kind = code < 128 ? classes[code]! : lower
    seen |= kind
    if (kind & inRun) {
      runKinds |= kind
      if (kind === digit) {
        digits += 1
        if (digits > mostDigits) mostDigits = digits
      } else if (code !== hyphen) digits = 0
      continue
    }
    if (place - runStart >= shortestToken && runKinds & rich) hasLongRun = true
    runStart = place + 1
    runKinds = 0
    if (kind !== space) digits = 0
  }
  if (text.length - runStart >= shortestToken && runKinds & rich) hasLongRun = true
  return { seen, hasLongRun, mostDigits }
}

const mostPasses = 8

/**
 * Replaces what in a text looks like a secret or like personal data; answers the same text where nothing does.
 * What was replaced is looked at again, for what stands beside it may look otherwise now: so masking twice is masking once.
 */
export function maskText(text: string, hints: Hints, replacing: Replacing): string {
  let masked = text
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const next = replaceOnce(masked, hints, replacing)
    if (next === masked) break
    masked = next
  }
  return masked
}

function replaceOnce(text: string, hints: Hints, replacing: Replacing): string {
  if (text.length < shortest || isMasked(text)) return text
  const { seen, hasLongRun, mostDigits } = survey(text)
  let masked = text
  if (hasLongRun) {
    if (text.includes('-----BEGIN ')) masked = replacePrivateKeys(masked, replacing.secret)
    masked = replaceTokens(masked, replacing.secret)
  }
  if (seen & at && seen & colon) masked = replaceUrlPasswords(masked, replacing.secret)
  if (seen & assigns || (seen & colon && seen & space)) masked = replaceAssigned(masked, replacing.secret)
  if (seen & at) masked = replaceEmails(masked, replacing.personal)
  if (mostDigits >= shortestCard) masked = replaceCards(masked, hints.hintsCard, hints.namesThings, replacing.secret)
  if (hasLongRun || mostDigits >= shortestCard) masked = replaceIbans(masked, replacing.personal)
  if (isPhoneNumber(text) || (hints.hintsSsn && isSsn(text))) return replacing.personal(text)
  return masked
}
