import { hash } from 'node:crypto'
import { stringify } from 'lossless-json'
import { findExcess } from '../native'
import { textOf } from './fields'

const longestId = 128
const deepest = 64

/** 64 bits over the content of values; undefined where they are nested too deep to be read. */
export function digest(...values: unknown[]): string | undefined {
  if (findExcess(values, { maxDepth: deepest, maxKeys: Number.POSITIVE_INFINITY })) return undefined
  return hash('sha256', stringify(values) ?? '', 'hex').slice(0, 16)
}

/**
 * An id from the parts of a sender's key, in one spelling for the same parts; undefined where a part is missing.
 * A long one becomes a hash of itself.
 */
export function identify(parts: unknown[]): string | undefined {
  const texts = parts.map((part) => textOf(part)?.replaceAll('%', '%25').replaceAll('|', '%7C'))
  if (texts.includes(undefined)) return undefined
  const id = texts.join('|')
  return id.length > longestId ? `sha256:${hash('sha256', id, 'hex').slice(0, 40)}` : id
}
