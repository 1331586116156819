import { createHash } from 'node:crypto'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Failure } from './say.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Short name of this checkout, for what must lie outside of it. */
export const rootKey = createHash('sha256').update(root).digest('hex').slice(0, 12)

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 12)) return
  throw new Failure(
    `DataWatch needs Node 20.12 or newer; this is ${process.version}. See https://nodejs.org/en/download`,
  )
}
