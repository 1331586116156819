import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type Scalar } from 'yaml'
import { substitute } from './substitute'

export type ConfigDocument = {
  tree: Record<string, unknown>
  /** Line of each key path (`metrics.retention`, `sources.0.url`), from 1. */
  lines: Map<string, number>
  problems: { path: string; line: number; message: string }[]
  warnings: { line: number; message: string }[]
}

type Env = Readonly<Record<string, string | undefined>>

const channel = /^alerts\.channels\.[^.]+$/

/** Reads YAML into plain data with its variables filled in. An alert channel whose variable is unset is left out with a warning. */
export function readDocument(text: string, env: Env): ConfigDocument {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false })
  const result: ConfigDocument = { tree: {}, lines: new Map(), problems: [], warnings: [] }
  const lineOf = (node: unknown) => {
    const range = (node as Node | null)?.range
    return range ? counter.linePos(range[0]).line : 1
  }
  for (const error of document.errors) {
    result.problems.push({
      path: '',
      line: counter.linePos(error.pos[0]).line,
      message: error.message.replace(/\.?$/, ''),
    })
  }
  if (result.problems.length > 0) return result

  const unsetIn = new Map<string, Set<string>>()

  function scalar(node: Scalar, path: string): unknown {
    const { value } = node
    if (value === null) return undefined
    if (typeof value === 'number') return String(value) === node.source ? value : node.source
    if (typeof value !== 'string') return value
    const { text: filled, unset, malformed } = substitute(value, env)
    const line = lineOf(node)
    for (const part of malformed) {
      result.problems.push({
        path,
        line,
        message: `${path}: ${part} is not a variable; write \${NAME} or \${NAME:-default}`,
      })
    }
    const optional = path.split('.').slice(0, 3).join('.')
    for (const name of unset) {
      if (channel.test(optional)) unsetIn.set(optional, (unsetIn.get(optional) ?? new Set()).add(name))
      else result.problems.push({ path, line, message: `${path}: \${${name}} is not set in the environment` })
    }
    return filled === '' ? undefined : filled
  }

  function plain(node: unknown, path: string): unknown {
    if (isAlias(node)) return plain(node.resolve(document), path)
    if (isScalar(node)) return scalar(node, path)
    const below = (key: string) => (path ? `${path}.${key}` : key)
    if (isSeq(node)) {
      return node.items.map((item, index) => {
        result.lines.set(below(String(index)), lineOf(item))
        return plain(item, below(String(index)))
      })
    }
    if (!isMap(node)) return undefined
    const entries = node.items.map((pair) => {
      const key = String(isScalar(pair.key) ? pair.key.value : pair.key)
      result.lines.set(below(key), lineOf(pair.key))
      return [key, plain(pair.value, below(key))] as const
    })
    const kept = entries.filter(([key, value]) => value !== undefined && !unsetIn.has(below(key)))
    return Object.fromEntries(kept)
  }

  const root = plain(document.contents, '')
  for (const [path, names] of unsetIn) {
    const message = `${path} is left out: ${[...names].map((name) => `\${${name}}`).join(', ')} is not set`
    result.warnings.push({ line: result.lines.get(path) ?? 1, message })
  }
  if (root === undefined) return result
  if (isMap(document.contents)) result.tree = root as Record<string, unknown>
  else
    result.problems.push({
      path: '',
      line: lineOf(document.contents),
      message: 'expected keys such as server: and metrics:',
    })
  return result
}
