import type { z } from 'zod'
import { channelTypes } from '@/lib/alerts/channel-contract'
import { likelyKey } from './keys'
import { nearest } from './nearest'

export type Problem = { path: string; message: string }
type Issue = z.core.$ZodIssue

const secret = /(secret|password|url|endpoint|token|routing_key|headers(\.[^.]+)?|(api_keys|secrets)(\.\d+)?)$/
const wantedShapes: Record<string, string> = { object: 'keys of its own', array: 'a list', string: 'a text' }
const inWords = (values: readonly unknown[]) => values.map(String).join(', ')

function shown(path: string, value: unknown) {
  if (value === undefined || secret.test(path)) return ''
  return ` (got ${typeof value === 'object' ? (Array.isArray(value) ? 'a list' : 'keys') : JSON.stringify(value)})`
}

function wrongChoice(path: string, values: readonly unknown[], value: unknown) {
  const meant = typeof value === 'string' ? nearest(value, values.map(String)) : undefined
  const choice = values.length === 1 ? inWords(values) : `one of ${inWords(values)}`
  return `${path} must be ${choice}${shown(path, value)}${meant ? `; did you mean ${meant}?` : ''}`
}

/** A channel may be called anything where it says what it is. */
function needsType(path: string, name: string) {
  const meant = nearest(name, channelTypes)
  const said = `${path} is required: one of ${inWords(channelTypes)}`
  return meant ? `${said}; or did you mean alerts.channels.${meant}?` : said
}

function at(tree: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((node, key) => {
    if (typeof node === 'string') return node.split(',')[Number(key)]?.trim()
    return (node as Record<PropertyKey, unknown> | undefined)?.[key]
  }, tree)
}

/** The problems of one issue of the schema in words: the key, what it may be, what it was. Secrets are not repeated. */
export function explain(issue: Issue, tree: unknown, known: readonly string[]): Problem[] {
  const path = issue.path.join('.')
  const value = at(tree, issue.path)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const full = path ? `${path}.${key}` : key
      const meant = likelyKey(full, known)
      const { type } = (value ?? {}) as { type?: unknown }
      if (meant === full) return { path: full, message: `${full} is not a known key where type is ${type}` }
      return { path: full, message: `${full} is not a known key${meant ? `; did you mean ${meant}?` : ''}` }
    })
  }
  const channel = /^alerts\.channels\.([^.]+)\.type$/.exec(path)?.[1]
  if (value === undefined && channel !== undefined) return [{ path, message: needsType(path, channel) }]
  if (value === undefined) return [{ path, message: `${path} is required` }]
  if (issue.code === 'invalid_union') {
    const options = (issue as { options?: readonly unknown[] }).options ?? []
    return [{ path, message: wrongChoice(path, options, value) }]
  }
  if (issue.code === 'invalid_value') return [{ path, message: wrongChoice(path, issue.values, value) }]
  const wanted = issue.code === 'invalid_type' ? (wantedShapes[issue.expected] ?? issue.expected) : issue.message
  return [{ path, message: `${path} must be ${wanted}${shown(path, value)}` }]
}
