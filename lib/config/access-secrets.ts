import { statSync } from 'node:fs'
import { join } from 'node:path'
import { findSecret } from './kept-secret'
import type { Config } from './schema'

export const sessionSecretFile = 'session.secret'
/** Secrets of before, the latest first, a line each. */
export const previousSecretsFile = 'session.secret.previous'

/** The first seals and signs; what the others sealed or signed still opens. */
export type Secrets = readonly [string, ...string[]]

type Holder = Pick<Config, 'access' | 'database'>
type Read = { stamp: string; secrets: Secrets }

const reads = new Map<string, Read>()

const stampOf = (path: string) => {
  const found = statSync(path, { throwIfNoEntry: false })
  return found ? `${found.ino} ${found.mtimeMs} ${found.size}` : ''
}

export const findPreviousSecrets = (dataDir: string): string[] =>
  (findSecret(dataDir, previousSecretsFile) ?? '').split('\n').filter((line) => line !== '')

/**
 * The secrets that seal, sign and open. Those of the data folder are read anew once they have changed: a running process goes
 * on over a rotation.
 */
export function secretsOf({ access, database }: Holder): Secrets {
  const { secret, previous_secrets: previous, kept } = access
  if (!kept) return [secret, ...previous]
  const { data_dir: dataDir } = database
  const stamp = [sessionSecretFile, previousSecretsFile].map((name) => stampOf(join(dataDir, name))).join(' ')
  const before = reads.get(dataDir)
  if (before?.stamp === stamp) return before.secrets
  const now = findSecret(dataDir, sessionSecretFile) ?? secret
  const secrets = [...new Set([now, ...findPreviousSecrets(dataDir), ...previous])] as unknown as Secrets
  reads.set(dataDir, { stamp, secrets })
  return secrets
}
