import { isLosslessNumber } from 'lossless-json'
import type { NativeEvent } from './native'

/** What PostgreSQL's numeric, and so jsonb, holds: decimal digits before and after the point. */
const mostWhole = 131_072
const mostFraction = 16_383

const number = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/

/** Whether PostgreSQL can hold a JSON number in a jsonb. */
export function isStorableNumber(text: string): boolean {
  const match = number.exec(text)
  if (!match) return false
  const [, whole = '', fraction = '', exponent = '0'] = match
  const power = Number(exponent)
  if (Math.abs(power) > 2 ** 30 || fraction.length - power > mostFraction) return false
  const leading = (whole + fraction).search(/[1-9]/)
  return leading === -1 || whole.length - leading + power <= mostWhole
}

type Odd = { unstorable: string | null; notSummed: string | null }

/**
 * Looks for numbers that a double cannot hold among the columns of an event: the first that PostgreSQL cannot hold either,
 * and the first that is stored but too large for a sum. Only numbers that were written with many digits or an exponent
 * cost anything here: the others came as plain ones.
 */
export function findOddNumbers({ before, after, key, detail }: NativeEvent): Odd {
  const odd: Odd = { unstorable: null, notSummed: null }
  let open: object[] = []
  for (const image of [after, before, key, detail]) if (image) open.push(image)
  while (open.length > 0) {
    const below: object[] = []
    for (const value of open) {
      for (const name in value) {
        const item = (value as Record<string, unknown>)[name]
        if (typeof item !== 'object' || item === null) continue
        if (!isLosslessNumber(item)) {
          below.push(item)
          continue
        }
        const text = item.toString()
        if (!isStorableNumber(text)) odd.unstorable ??= text
        else if (value === after && !Number.isFinite(Number(text))) odd.notSummed ??= name
      }
    }
    open = below
  }
  return odd
}
