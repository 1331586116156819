import type { Image } from '../native'
import type { Draft, Envelope } from './envelope'

/** The native form, and Savegress's own event, which says `operation` for `type`: taken as it is. */
export const native: Envelope = {
  format: 'native',
  matches: ({ type, operation, table }: Image) => (type ?? operation) !== undefined && table !== undefined,
  read: (message) => [{ kind: 'event', draft: message as Draft }],
}
