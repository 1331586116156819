import { hash } from 'node:crypto'
import type { NativeEvent } from './native'

/** What names a delivery: by a webhook, or by a message of a log. */
export type Seed = { of: 'webhook' | 'message'; text: string }

/**
 * An event that its source gave neither an id nor a position gets one from `seed`, what names its delivery and its place
 * in it: a retry of the delivery is then a duplicate, and the same change sent anew another event.
 */
export function identify(event: NativeEvent, seed: Seed | undefined): NativeEvent {
  if (seed === undefined || event.id !== null || event.detail?.position !== undefined) return event
  return { ...event, id: `${seed.of}:${hash('sha256', seed.text, 'hex').slice(0, 40)}` }
}
