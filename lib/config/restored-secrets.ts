import { findPreviousSecrets, previousSecretsFile, sessionSecretFile } from './access-secrets'
import { findSecret, replaceSecret } from './kept-secret'
import { cronSecretFile, keyFile } from './with-access'

/** The files of the data folder that a backup is worth little without. */
export const backedUpSecrets = [sessionSecretFile, previousSecretsFile, cronSecretFile, keyFile] as const

/** Those that are there. */
export const findBackedUpSecrets = (dataDir: string): Map<string, string> =>
  new Map(
    backedUpSecrets.flatMap((name) => {
      const secret = findSecret(dataDir, name)
      return secret ? [[name, `${secret}\n`] as const] : []
    }),
  )

export const secretsIn = (files: ReadonlyMap<string, string>): string[] =>
  [sessionSecretFile, previousSecretsFile].flatMap((name) => (files.get(name) ?? '').split('\n').filter(Boolean))

/**
 * Has a data folder open what a backup holds: one without a secret takes all of the backup's; one that has its own goes on with it, and
 * keeps the backup's as earlier ones, so that no secret that was given up signs anything again.
 */
export function takeSecrets(dataDir: string, files: ReadonlyMap<string, string>): 'none' | 'taken' | 'added' | 'same' {
  const restored = secretsIn(files)
  if (restored.length === 0) return 'none'
  const own = findSecret(dataDir, sessionSecretFile)
  if (!own) {
    for (const [name, text] of files) if (!findSecret(dataDir, name)) replaceSecret(dataDir, name, text.trim())
    return 'taken'
  }
  const known = findPreviousSecrets(dataDir)
  const fresh = restored.filter((secret) => secret !== own && !known.includes(secret))
  if (fresh.length === 0) return 'same'
  replaceSecret(dataDir, previousSecretsFile, [...known, ...fresh].join('\n'))
  return 'added'
}
