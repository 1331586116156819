import { isLosslessNumber, stringify } from 'lossless-json'

export const mostBytes = 64 * 1024
const deepest = 48
/** Stands where a part of a message was left out. */
export const cutMarker = '[cut]'

type Room = { left: number; cut: boolean }

/** A copy no deeper and no larger than can be kept: what is beyond is left out, never cut through, as half a secret is one too. */
function prune(value: unknown, depth: number, room: Room): unknown {
  const leaveOut = () => {
    room.cut = true
    return cutMarker
  }
  if (typeof value === 'string') {
    room.left -= value.length + 2
    return room.left < 0 ? leaveOut() : value
  }
  if (typeof value !== 'object' || value === null || isLosslessNumber(value)) {
    room.left -= String(value).length
    return value
  }
  if (depth >= deepest) return leaveOut()
  room.left -= 2
  if (Array.isArray(value)) {
    const list: unknown[] = []
    for (const item of value) {
      if (room.left < 0) return [...list, leaveOut()]
      list.push(prune(item, depth + 1, room))
    }
    return list
  }
  const fields: [string, unknown][] = []
  for (const name in value) {
    room.left -= name.length + 4
    if (room.left < 0) {
      fields.push([cutMarker, leaveOut()])
      break
    }
    fields.push([name, prune((value as Record<string, unknown>)[name], depth + 1, room)])
  }
  return Object.fromEntries(fields)
}

/** A message as far as it can be kept, safe to walk with recursion; `cut` where it is not whole. */
export function pruneMessage(message: unknown): { message: unknown; cut: boolean } {
  const room = { left: mostBytes, cut: false }
  return { message: prune(message, 0, room), cut: room.cut }
}

/** The JSON text of a message, of at most 64 KiB; `cut` where it is longer, and then no JSON. */
export function writePayload(message: unknown): { payload: string; cut: boolean } {
  const text = stringify(message) ?? 'null'
  const bytes = Buffer.from(text)
  if (bytes.byteLength <= mostBytes) return { payload: text, cut: false }
  const kept = bytes.subarray(0, mostBytes - cutMarker.length).toString()
  return { payload: `${kept.replace(/\uFFFD$/, '')}${cutMarker}`, cut: true }
}
