import 'server-only'
import { type SealedText, seal, unseal } from '@/lib/alerts/seal'
import { type Secrets, secretsOf } from '@/lib/config/access-secrets'
import type { Config } from '@/lib/config/schema'
import { pseudonymKeyOf } from '../pseudonym'
import {
  findSealedKey,
  insertSealedKey,
  lockSealedKey,
  type Queryable,
  removeSealedKey,
  updateSealedKey,
} from '../store/sealed-key'

const name = 'pseudonyms'

/** Where nothing is kept yet, pseudonyms were made with the secret until now: the latest of the earlier ones, if one is listed. */
const firstKey = ([secret, latest = secret]: Secrets) => pseudonymKeyOf(latest)

/**
 * The key that pseudonyms are made with, kept sealed in the database from the first start on: what is stored stays equal to
 * what comes, whatever the secret is by now. Null where it was sealed with a secret that nobody lists.
 */
export async function keepPseudonymKey(db: Queryable, config: Config, now: Date): Promise<Buffer | null> {
  const secrets = secretsOf(config)
  const sealed = seal(firstKey(secrets).toString('base64url'), secrets, name)
  await insertSealedKey(db, { name, sealed, createdAt: now })
  const key = unseal((await findSealedKey(db, name)) ?? sealed, secrets, name)
  return key === null ? null : Buffer.from(key, 'base64url')
}

/** Forgets a key that opens with no secret: the next start makes one. Answers whether there was one. */
export async function forgetLostPseudonymKey(db: Queryable, secrets: Secrets): Promise<boolean> {
  const sealed = await findSealedKey(db, name)
  if (sealed === undefined || unseal(sealed, secrets, name) !== null) return false
  await removeSealedKey(db, name)
  return true
}

/** What of it is sealed, locked until the transaction ends. */
export async function findSealedPseudonymKey(tx: Queryable): Promise<SealedText[]> {
  const sealed = await lockSealedKey(tx, name)
  if (sealed === undefined) return []
  return [{ what: 'the key of pseudonyms', place: name, sealed, replace: (text) => updateSealedKey(tx, name, text) }]
}
