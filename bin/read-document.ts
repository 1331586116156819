import { readFileSync } from 'node:fs'
import { parseDocument } from 'yaml'
import { Refusal } from './exit-code'

/** The text of a file, or of standard input for `-`. */
export function readText(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (error) {
    throw new Refusal(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

/** What a file of YAML or JSON says. Throws with the line where it says nothing. */
export function readDocument(file: string): unknown {
  const document = parseDocument(readText(file))
  const [error] = document.errors
  if (error) throw new Refusal(`${file}: ${error.message}`)
  return document.toJS({ maxAliasCount: 100 })
}
