import { readFileSync } from 'node:fs'

/** The version of DataWatch, as its package says; commands run where that lies. */
export const readVersion = (): string =>
  (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version
