import { hash } from 'node:crypto'
import type { NativeEvent } from './native'

/**
 * An event that its source gave neither an id nor a position gets one from `seed`, what names its delivery and its place
 * in it: a retry of the delivery is then a duplicate, and the same change sent anew another event.
 */
export function identify(event: NativeEvent, seed: string | undefined): NativeEvent {
  if (seed === undefined || event.id !== null || event.detail?.position !== undefined) return event
  return { ...event, id: `webhook:${hash('sha256', seed, 'hex').slice(0, 40)}` }
}
