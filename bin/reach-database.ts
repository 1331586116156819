import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GivenConfig } from '@/lib/config/schema'
import { startEmbeddedPostgres } from '@/lib/db/embedded'
import { ask } from '@/lib/db/launcher/ask'

const silent = { info: () => {}, warn: () => {} }

/** Where a running DataWatch says that its database answers; a killed one leaves the file behind. */
export async function findRunning(dataDir: string): Promise<string | undefined> {
  const known = join(dataDir, 'postgres.url')
  if (!existsSync(known)) return undefined
  const url = readFileSync(known, 'utf8').trim()
  return ask(url, 'select 1').then(
    () => url,
    () => undefined,
  )
}

/** The database of the configuration; the embedded one is asked where it runs and started where it does not. */
export async function reachDatabase({ database }: Pick<GivenConfig, 'database'>) {
  const url = database.url ?? (await findRunning(database.data_dir))
  if (url) return { url, stop: async () => {} }
  return startEmbeddedPostgres({ dataDir: database.data_dir, log: silent })
}
