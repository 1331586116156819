import { z } from 'zod'
import { nearest } from './nearest'

function unwrapped(schema: unknown): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return unwrapped(schema.unwrap())
  }
  return schema
}

/** Every key path of a schema, sections too; a list counts as one key, what is inside it is under `.*`. */
export function keyPaths(schema: unknown, prefix = ''): { path: string; leaf: boolean }[] {
  const inner = unwrapped(schema)
  if (inner instanceof z.ZodArray) return keyPaths(inner.element, `${prefix}*.`)
  if (inner instanceof z.ZodUnion) {
    const paths = inner.options.flatMap((option) => keyPaths(option, prefix))
    return [...new Map(paths.map((one) => [one.path, one])).values()]
  }
  if (!(inner instanceof z.ZodObject)) return []
  return Object.entries(inner.shape).flatMap(([key, value]) => {
    const below = keyPaths(value, `${prefix}${key}.`)
    return [{ path: prefix + key, leaf: below.length === 0 }, ...below]
  })
}

const lastPart = (path: string) => path.slice(path.lastIndexOf('.') + 1)

/** The key that was most likely meant by an unknown one: a near one beside it, else the same or a near one elsewhere. */
export function likelyKey(path: string, known: readonly string[]): string | undefined {
  const general = path.replace(/\.\d+(?=\.|$)/g, '.*')
  const parent = general.slice(0, general.lastIndexOf('.') + 1)
  const near = (candidates: readonly string[]) => {
    const meant = nearest(lastPart(general), candidates.map(lastPart))
    return meant === undefined ? undefined : candidates.find((candidate) => lastPart(candidate) === meant)
  }
  const beside = near(known.filter((key) => key.startsWith(parent) && !key.slice(parent.length).includes('.')))
  if (beside) return path.slice(0, path.length - lastPart(path).length) + lastPart(beside)
  return near(known.filter((key) => !key.includes('*')))
}
