import 'server-only'
import type { SealedText } from '@/lib/alerts/seal'
import type { Queryable } from '@/lib/alerts/store/outbox'
import { lockKeptSecrets, updateKeptSecret } from '../store/kept'
import { placeOf } from './kept'

/** The sealed passwords of all sources made here, locked until the transaction ends. */
export async function findSealedSources(tx: Queryable): Promise<SealedText[]> {
  return (await lockKeptSecrets(tx)).flatMap(({ name, secrets }) =>
    Object.entries(secrets).map(([field, sealed]) => ({
      what: `${field} of the source ${name}`,
      place: placeOf(name, field),
      sealed,
      replace: (text: string) => updateKeptSecret(tx, { name, field, text }),
    })),
  )
}
