import 'server-only'
import { hash, verify } from '@node-rs/argon2'
import type { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { AppError } from '@/lib/errors/app-error'

/** Its number in the library, whose enum is gone once compiled. */
const argon2id = 2
/** What OWASP's password storage recommendations ask of argon2id, and a little more: 32 MiB, three passes. */
const cost = { algorithm: argon2id, memoryCost: 32_768, timeCost: 3, parallelism: 1 }
/** How many guesses a password must withstand, as a power of ten. */
const leastGuesses = 10
/** What is judged of a password: the time that takes grows steeply with its length, and so much is strong or is not. */
const judgedLength = 32

let strength: Promise<ZxcvbnFactory> | undefined

/** Its word lists are large: they are read when somebody chooses a password, not at the start. */
async function readStrength(): Promise<ZxcvbnFactory> {
  const [core, common, english] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ])
  return new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: english.translations,
  } as ConstructorParameters<typeof ZxcvbnFactory>[0])
}

/**
 * Throws `invalid_input`, saying why, where a password is easily guessed: one of those that leaked most, a word with a year, a run of
 * keys, or something about the person (`about`).
 */
export async function requireStrength(password: string, about: readonly string[]): Promise<void> {
  strength ??= readStrength()
  const judge = await strength
  const words = about.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).filter((text) => text.length > 2)
  const said = words.slice(0, 20).map((word) => word.slice(0, 40))
  const { guessesLog10, feedback } = judge.check(password.slice(0, judgedLength), ['datawatch', ...said])
  if (guessesLog10 >= leastGuesses) return
  const why = feedback.warning || 'It could be guessed'
  const message = `${why.replace(/\.$/, '')}. Several words that have nothing to do with one another are strong and easy to keep in mind`
  throw new AppError('invalid_input', `Body password: ${message}`, {
    issues: [{ path: 'password', code: 'weak_password', message }],
  })
}

/** Hashing is meant to be work: more of it at once than this, and whoever guesses would have the server do nothing else. */
const mostAtOnce = 16
let working = 0

async function work<T>(hashing: () => Promise<T>): Promise<T> {
  if (working >= mostAtOnce) {
    throw new AppError('unavailable', 'Too many people sign in at once; try again', { headers: { 'Retry-After': '2' } })
  }
  working += 1
  try {
    return await hashing()
  } finally {
    working -= 1
  }
}

/** However a keyboard writes a letter with an accent, it is the same password. */
const plain = (password: string) => password.normalize('NFKC')

/** argon2id in the PHC string format. Throws `unavailable` where too much is hashed already. */
export const hashPassword = (password: string): Promise<string> => work(() => hash(plain(password), cost))

/** A hash that no password has, to take as long for somebody whom nobody knows. */
let nobody: Promise<string> | undefined

/** Whether this is the password of `kept`; takes as long where there is none. */
export async function isPassword(kept: string | null | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword(`${Math.random()}`).catch((error) => {
    nobody = undefined
    throw error
  })
  const against = kept ?? (await nobody)
  const right = await work(() => verify(against, plain(password)))
  return right && typeof kept === 'string'
}
