import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { findPreviousSecrets, previousSecretsFile, sessionSecretFile } from './access-secrets'
import { findSecret, makeSecret, replaceSecret } from './kept-secret'

/** Whether the data folder keeps secrets that are not the one of now. */
export function isUnderWay(dataDir: string): boolean {
  const current = findSecret(dataDir, sessionSecretFile)
  return findPreviousSecrets(dataDir).some((secret) => secret !== current)
}

/**
 * Has the data folder keep a new secret, and the one of now as an earlier one. Where earlier ones are kept already a rotation is under
 * way, and goes on with what is there; so does one that was killed between the two files.
 * @returns whether a secret was made
 */
export function beginRotation(dataDir: string): boolean {
  const current = findSecret(dataDir, sessionSecretFile)
  if (!current) throw new Error(`${join(dataDir, sessionSecretFile)} is not there; "datawatch secrets" makes it`)
  if (isUnderWay(dataDir)) return false
  replaceSecret(dataDir, previousSecretsFile, current)
  replaceSecret(dataDir, sessionSecretFile, makeSecret())
  return true
}

/** Ends a rotation: what the earlier secrets sealed or signed does not open any more. */
export const dropPreviousSecrets = (dataDir: string) => rmSync(join(dataDir, previousSecretsFile), { force: true })
