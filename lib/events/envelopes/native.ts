import type { Image } from '../native'
import type { Draft, Envelope, Hints } from './envelope'
import { isObject } from './fields'

const hinted = ['table', 'schema', 'database', 'source'] as const

const isSaid = (message: Image, name: (typeof hinted)[number]) => {
  if (name === 'database' && isObject(message.metadata) && message.metadata.database !== undefined) return true
  const value = message[name]
  return value !== undefined && value !== null && value !== ''
}

/** The event with what the request says in the place of what it does not say itself. */
function complete(message: Image, hints: Hints): Image {
  let whole = message
  for (const name of hinted) {
    if (hints[name] === undefined || isSaid(message, name)) continue
    if (whole === message) whole = { ...message }
    whole[name] = hints[name]
  }
  return whole
}

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
  read: (message, hints) => [{ kind: 'event', draft: complete(message, hints) as Draft }],
}
