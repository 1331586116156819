import { isLosslessNumber } from 'lossless-json'
import type { Image, NativeEvent } from './native'

/** A column whose values are not stored as they were sent. Within a value, names are joined by dots. */
export type MaskedColumn = { column: string; how: 'masked' | 'hashed' }

type Images = Pick<NativeEvent, 'before' | 'after' | 'key'>

const isObject = (value: unknown): value is Image =>
  typeof value === 'object' && value !== null && !isLosslessNumber(value)

function compare(sent: Image, masked: Image, path: string, found: Map<string, MaskedColumn['how']>) {
  for (const name of Object.keys(sent)) {
    const [before, after] = [sent[name], masked[name]]
    if (before === after) continue
    const column = Array.isArray(sent) ? path.slice(0, -1) : path + name
    if (isObject(before) && isObject(after)) compare(before, after, `${column}.`, found)
    else if (found.get(column) !== 'masked') {
      found.set(column, String(after).includes('hash:') ? 'hashed' : 'masked')
    }
  }
}

/** Which columns of an event were masked, and how, from the event as it was sent and as `Mask` left it. */
export function maskedColumns(sent: Images, masked: Images): MaskedColumn[] {
  const found = new Map<string, MaskedColumn['how']>()
  for (const image of ['key', 'before', 'after'] as const) {
    if (sent[image] && masked[image]) compare(sent[image], masked[image], '', found)
  }
  return [...found].map(([column, how]) => ({ column, how }))
}
