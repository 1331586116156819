import { parse, stringify } from 'lossless-json'
import type { ReplayResult } from '@/lib/dead-letters/contract'

const count = (n: number, one: string, many = `${one}s`) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`

/** What became of a replay, in one sentence or two. */
export function describeReplay({ replayed, failed, skipped, accepted, duplicates, more }: ReplayResult): string {
  const parts: string[] = []
  if (replayed > 0) {
    const known = duplicates > 0 ? `, ${duplicates.toLocaleString('en')} already known` : ''
    parts.push(`${count(replayed, 'message')} went through: ${count(accepted, 'event')} stored${known}.`)
  }
  if (failed > 0) parts.push(`${count(failed, 'message was', 'messages were')} refused again.`)
  if (skipped > 0)
    parts.push(
      `${count(skipped, 'message was', 'messages were')} skipped: to be mended first, to be replayed one by one, or gone.`,
    )
  if (more) parts.push('There are more: replay again.')
  return parts.join(' ') || 'There was nothing to replay.'
}

/** `invalid_timestamp` as words. */
export const codeWords = (code: string) => code.replaceAll('_', ' ')

/** JSON laid out to be read, its numbers as they are; a text that is no JSON stays as it is. */
export function layOut(payload: string): string {
  try {
    return stringify(parse(payload), null, 2) ?? payload
  } catch {
    return payload
  }
}

/** Why a text is no JSON, in the words of the parser; undefined where it is. */
export function problemOf(payload: string): string | undefined {
  try {
    JSON.parse(payload)
    return undefined
  } catch (error) {
    return error instanceof Error ? `This is not JSON: ${error.message}` : 'This is not JSON'
  }
}
