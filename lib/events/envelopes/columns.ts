import type { Image } from '../native'
import { isObject } from './fields'

export const imageOf = (value: unknown): Image | null => (isObject(value) ? value : null)

/** The named columns of a row; undefined where `names` is no list of its columns, or an empty one. */
export function pick(row: Image | null, names: unknown): Image | undefined {
  if (!row || !Array.isArray(names) || names.length === 0) return undefined
  const known = names.every((name) => typeof name === 'string' && Object.hasOwn(row, name))
  return known ? Object.fromEntries(names.map((name: string) => [name, row[name]])) : undefined
}

/** A row without the columns that `leaves` tells. */
export const omit = (row: Image, leaves: (name: string) => boolean): Image =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !leaves(name)))

/** The fields that are there, as an object; undefined where none is. */
export function present(fields: Image): Image | undefined {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== null)
  return given.length > 0 ? Object.fromEntries(given) : undefined
}
