/** Where one command ends and another begins; what is between brackets is one of its own. */
const ends = new Set(['|', '&', ';', '\n', '(', ')', '`'])
const space = /[ \t]/

/**
 * The commands of a script as lists of words, as a shell would tell them apart: quotes and comments gone, variables as they stand,
 * redirections left out. Enough for the scripts of a guide, and of no more.
 */
export function commandsOf(script: string): string[][] {
  const commands: string[][] = [[]]
  let word: string | null = null
  let quote = ''
  const endWord = () => {
    if (word !== null) commands.at(-1)!.push(word)
    word = null
  }
  const add = (sign: string) => {
    word = (word ?? '') + sign
  }
  const text = script.replace(/\\\n/g, ' ')
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!
    const escapes = sign === '\\' && quote !== "'"
    if (escapes) at += 1
    if (escapes || (quote && sign !== quote)) add(text[at] ?? '')
    else if (quote) quote = ''
    else if (sign === '"' || sign === "'") {
      quote = sign
      add('')
    } else if (sign === '#' && word === null) {
      const end = text.indexOf('\n', at)
      at = end < 0 ? text.length : end - 1
    } else if (space.test(sign)) endWord()
    else if (ends.has(sign)) {
      endWord()
      commands.push([])
    } else add(sign)
  }
  endWord()
  return commands.map(withoutRedirections).filter((words) => words.length > 0)
}

function withoutRedirections(words: string[]): string[] {
  const at = words.findIndex((word) => /^\d?[<>]/.test(word))
  if (at < 0) return words
  const isAlone = /^\d?[<>]+$/.test(words[at]!)
  return withoutRedirections([...words.slice(0, at), ...words.slice(at + (isAlone ? 2 : 1))])
}

const isSetting = (word: string) => /^[A-Za-z_]\w*=/.test(word)

/** What is run with which words, behind `sudo`, `env` and settings of the environment. */
export function programOf(words: readonly string[]): string[] {
  const [first = '', ...rest] = words
  if (isSetting(first) || first === 'env' || first === 'time') return programOf(rest)
  if (first === 'sudo') return programOf(rest[0] === '-u' ? rest.slice(2) : rest)
  return [...words]
}
