import { findPreviousSecrets, sessionSecretFile } from '@/lib/config/access-secrets'
import { findSecret } from '@/lib/config/kept-secret'
import type { GivenConfig } from '@/lib/config/schema'
import { closeDatabase, openDatabase } from '@/lib/db/client'
import { findLost } from '@/lib/runtime/sealed'

/** What the next start opens things with; a data folder without a secret takes those of the backup. */
function known({ access, database }: GivenConfig, ofBackup: readonly string[]): string[] {
  if (access.secret) return [access.secret, ...access.previous_secrets]
  const own = findSecret(database.data_dir, sessionSecretFile)
  return [...(own ? [own] : []), ...findPreviousSecrets(database.data_dir), ...access.previous_secrets, ...ofBackup]
}

/** What is sealed in a restored database and will not open. */
export async function findLostIn(url: string, config: GivenConfig, ofBackup: readonly string[]): Promise<string[]> {
  const db = openDatabase({ url, poolSize: 2, statementTimeoutMs: 60_000 })
  try {
    const [row] = await db.$client`select to_regclass('sealed_keys') is not null as ready`
    return row?.ready ? await findLost(db, known(config, ofBackup)) : []
  } finally {
    await closeDatabase(db)
  }
}
