import { passwordBounds } from '@/lib/access/access-words'

export type Strength = { level: 0 | 1 | 2 | 3; says: string }

/** Bits that a letter of a word adds to one's guess, and one that stands among other signs. */
const inWord = 2.3
const alone = 4.7
const shortest = 4

const isNext = (one: number, other: number) => Math.abs(one - other) <= 1

/** Bits of the signs of a run of one kind; what repeats or counts on from the sign before adds next to nothing. */
function bitsOf(run: string, each: number): number {
  let bits = 0
  for (let at = 0; at < run.length; at++) {
    const counts = at === 0 || !isNext(run.charCodeAt(at), run.charCodeAt(at - 1))
    bits += counts ? each : each / 6
  }
  return bits
}

function bitsOfAll(password: string): number {
  const runs = password.match(/\p{L}+|\p{N}+|[^\p{L}\p{N}]+/gu) ?? []
  const seen = new Set<string>()
  let bits = 0
  for (const run of runs) {
    const text = run.toLowerCase()
    const isWord = /\p{L}/u.test(run)
    const each = isWord ? (run.length < shortest ? alone : inWord) : /\p{N}/u.test(run) ? 3 : 3.5
    bits += seen.has(text) ? 1 : bitsOf(text, each)
    if (isWord && /\p{Lu}/u.test(run.slice(1)) && /\p{Ll}/u.test(run)) bits += run.length / 2
    seen.add(text)
  }
  return bits
}

/** How a new password looks while it is typed; whether it is one of those that leaked only the server knows. */
export function passwordStrength(password: string): Strength {
  const { least } = passwordBounds
  const missing = least - password.length
  if (password === '') return { level: 0, says: `At least ${least} characters, such as a few unrelated words` }
  if (missing > 0) return { level: 1, says: `${missing} more ${missing === 1 ? 'character' : 'characters'} to go` }
  const bits = bitsOfAll(password)
  if (bits < 36) return { level: 1, says: 'Easy to guess: add another word or two' }
  if (bits < 50) return { level: 2, says: 'Good' }
  return { level: 3, says: 'Strong' }
}
