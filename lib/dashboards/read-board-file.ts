import { type Document, isMap, isNode, isPair, isScalar, LineCounter } from 'yaml'
import { nearest } from '@/lib/config/nearest'
import { readYamlDocument } from '@/lib/http/yaml-document'
import { type DashboardFile, dashboardFile, widgetBody, widgetConfig, widgetPosition, widgetQuery } from './contract'
import { boardVariable } from './variable-contract'

/** What is wrong with a file, and where: line and column from one, where that can be told. */
export type FileProblem = { line: number | null; column: number | null; message: string }
export type ReadFile = { board: DashboardFile } | { problem: FileProblem }

type Path = readonly PropertyKey[]
type Place = (path: Path) => Pick<FileProblem, 'line' | 'column'>

/** Where the value of a path stands, or the nearest around it that is there. */
function placeIn(document: Document, counter: LineCounter): Place {
  return (path) => {
    for (let end = path.length; end >= 0; end--) {
      const node = end === 0 ? document.contents : document.getIn(path.slice(0, end), true)
      if (!isNode(node) || !node.range) continue
      const { line, col } = counter.linePos(keyRange(document, path.slice(0, end)) ?? node.range[0])
      return { line, column: col }
    }
    return { line: 1, column: 1 }
  }
}

/** Where the key of a path begins: what is wrong with a value is looked for where it is named. */
function keyRange(document: Document, path: Path): number | undefined {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents
  if (!isMap(parent)) return undefined
  const pair = parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1))
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined
}

const shapes: readonly [at: (path: Path) => boolean, schema: { shape: object }][] = [
  [(path) => path.length === 0, dashboardFile],
  [(path) => path.length === 2 && path[0] === 'widgets', widgetBody],
  [(path) => path.length === 2 && path[0] === 'variables', boardVariable],
  [(path) => path.length === 3 && path[2] === 'config', widgetConfig],
  [(path) => path.length === 3 && path[2] === 'position', widgetPosition],
  [(path) => path.length === 5 && path[3] === 'queries', widgetQuery],
]

/** The first key that means nothing where it stands: over the wire such are passed over, in a file they are misspelt. */
function unknownKey(value: unknown, path: Path = []): { path: Path; message: string } | null {
  if (typeof value !== 'object' || value === null) return null
  const schema = shapes.find(([fits]) => fits(path))?.[1]
  for (const [key, below] of Object.entries(value)) {
    const own = [...path, Array.isArray(value) ? Number(key) : key]
    const known = schema && Object.keys(schema.shape)
    if (known && !Array.isArray(value) && !known.includes(key)) {
      const meant = nearest(key, known)
      return { path: own, message: `unknown key ${key}${meant ? `; did you mean ${meant}?` : ''}` }
    }
    const found = unknownKey(below, own)
    if (found) return found
  }
  return null
}

/** What a document says, or why that cannot be told: its aliases may stand for more than there is room for. */
function toData(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    return error
  }
}

const inWords = (path: Path) => path.map(String).join('.')

/** Reads a board's file, YAML or JSON, which is YAML too: the board, or the first thing that is wrong with it. */
export function readBoardFile(text: string): ReadFile {
  const nul = text.indexOf('\0')
  if (nul >= 0) {
    const line = text.slice(0, nul).split('\n').length
    return { problem: { line, column: null, message: 'a NUL character, which no text has' } }
  }
  const counter = new LineCounter()
  const document = readYamlDocument(text, counter)
  const [broken] = document.errors
  if (broken) {
    const { line, col } = counter.linePos(broken.pos[0])
    return { problem: { line, column: col, message: broken.message.replace(/\s+/g, ' ').trim() } }
  }
  if (!isMap(document.contents))
    return { problem: { line: 1, column: 1, message: 'expected a board with a name and widgets' } }
  const place = placeIn(document, counter)
  const value = toData(document)
  if (value instanceof Error) return { problem: { line: null, column: null, message: value.message } }
  const parsed = dashboardFile.safeParse(value)
  const [issue] = parsed.error?.issues ?? []
  if (issue) {
    const said = issue.path.length > 0 ? `${inWords(issue.path)}: ${issue.message}` : issue.message
    return { problem: { ...place(issue.path), message: said } }
  }
  const unknown = unknownKey(value)
  if (unknown) return { problem: { ...place(unknown.path), message: unknown.message } }
  return { board: parsed.data! }
}
