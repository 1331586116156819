import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

type Package = { name?: string; version: string }

const readPackage = (folder: string): Package | null => {
  const path = join(folder, 'package.json')
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Package) : null
}

/** The folder of DataWatch, wherever the command is started and whether it runs as it was built or from its sources. */
export function findRoot(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (readPackage(folder)?.name === 'datawatch') return folder
    if (folder === dirname(folder)) throw new Error('the package of DataWatch is not where its commands are')
  }
}

/** The version of DataWatch, as its package says. */
export const readVersion = (): string => readPackage(findRoot())!.version

/** Where the steps are that bring a database to the newest schema. */
export const migrationsFolder = () => join(findRoot(), 'drizzle/migrations')
