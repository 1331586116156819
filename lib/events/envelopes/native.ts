import type { Image } from '../native'
import type { Draft, Envelope } from './envelope'

/** The native form, and Savegress's own event, which says `operation` for `type`: taken as it is. */
export const native: Envelope = {
  format: 'native',
  matches: (message: Image) =>
    message.timestamp !== undefined &&
    message.table !== undefined &&
    (message.type ?? message.operation) !== undefined &&
    !(
      '__op' in message ||
      '__deleted' in message ||
      '__table' in message ||
      '__crdb__' in message ||
      '_meta' in message
    ),
  read: (message) => [{ kind: 'event', draft: message as Draft }],
}
