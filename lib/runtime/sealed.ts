import 'server-only'
import { isSealedWith, type SealedText, seal, unseal } from '@/lib/alerts/seal'
import { findSealedChannels } from '@/lib/alerts/service/sealed-channels'
import type { Queryable } from '@/lib/alerts/store/outbox'
import { type Secrets, secretsOf } from '@/lib/config/access-secrets'
import type { Config } from '@/lib/config/schema'
import type { Database } from '@/lib/db/client'
import { findSealedPseudonymKey, keepPseudonymKey } from '@/lib/events/service/pseudonym-key'
import { findSealedSources } from '@/lib/sources/service/sealed-sources'
import type { Runtime } from './runtime'

/** Who keeps something sealed: whatever is not found here does not outlive a rotation. */
const finders = [findSealedPseudonymKey, findSealedChannels, findSealedSources]

async function findAll(tx: Queryable): Promise<SealedText[]> {
  const found: SealedText[] = []
  for (const find of finders) found.push(...(await find(tx)))
  return found
}

/** The names of what opens with none of these secrets. */
export const findLost = (db: Database, secrets: readonly string[]): Promise<string[]> =>
  db.transaction(async (tx) =>
    (await findAll(tx)).filter(({ sealed, place }) => unseal(sealed, secrets, place) === null).map(({ what }) => what),
  )

/** With the key that the pseudonyms of this database are made with; one that does not open leaves those of the secret. */
export async function withPseudonymKey(db: Database, config: Config): Promise<Config> {
  const key = await keepPseudonymKey(db, config, new Date())
  return key ? { ...config, privacy: { ...config.privacy, key } } : config
}

/** Says at the start what cannot be used any more, and why. */
export async function warnOfLost({ db, config, log }: Pick<Runtime, 'db' | 'config' | 'log'>): Promise<void> {
  for (const what of await findLost(db, secretsOf(config)))
    log.warn(
      `${what} opens with none of the secrets: it was sealed with another access.secret. List that one under access.previous_secrets, or enter it again`,
    )
}

export type Resealed = { texts: number; resealed: number; lost: string[] }

/**
 * Seals everything with the first of the secrets that others of them open, all or nothing; what opens with none is left and
 * named. Throws where something would not open afterwards, having changed nothing.
 */
export const resealAll = (
  db: Database,
  secrets: Secrets,
  told: (done: number, of: number) => void,
): Promise<Resealed> =>
  db.transaction(async (tx) => {
    const all = await findAll(tx)
    const lost = new Set<string>()
    let resealed = 0
    for (const [index, { what, place, sealed, replace }] of all.entries()) {
      const text = unseal(sealed, secrets, place)
      if (text === null) lost.add(what)
      else if (!isSealedWith(sealed, secrets[0])) {
        await replace(seal(text, secrets, place))
        resealed += 1
      }
      told(index + 1, all.length)
    }
    for (const { what, place, sealed } of await findAll(tx)) {
      const opens = unseal(sealed, [secrets[0]], place) !== null
      if (!opens && !lost.has(what))
        throw new Error(`${what} does not open after it was sealed anew; nothing was changed`)
    }
    return { texts: all.length, resealed, lost: [...lost] }
  })
