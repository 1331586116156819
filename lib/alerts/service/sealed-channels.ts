import 'server-only'
import type { SealedText } from '../seal'
import { lockChannelSecrets, updateChannelSecret } from '../store/channels'
import type { Queryable } from '../store/outbox'
import { placeOf } from './channel-settings'

/** The sealed secrets of all channels, locked until the transaction ends. */
export async function findSealedChannels(tx: Queryable): Promise<SealedText[]> {
  return (await lockChannelSecrets(tx)).flatMap(({ id, name: channel, secrets }) =>
    Object.entries(secrets).map(([name, sealed]) => ({
      what: `${name} of the alert channel ${channel}`,
      place: placeOf(id, name),
      sealed,
      replace: (text: string) => updateChannelSecret(tx, { id, name, text }),
    })),
  )
}
