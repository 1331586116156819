import { parser } from '@prometheus-io/lezer-promql'
import { refuseAt } from './syntax'

export type TreeNode = ReturnType<typeof parser.parse>['topNode']

/** The children of a node, comments left out. */
export function childrenOf(node: TreeNode): TreeNode[] {
  const children: TreeNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== 'LineComment') children.push(child)
  }
  return children
}

export const childOf = (node: TreeNode, ...names: string[]) =>
  childrenOf(node).find((child) => names.includes(child.name))

const deepest = 250

function findError(top: TreeNode): TreeNode | null {
  const waiting = [top]
  let first: TreeNode | null = null
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type.isError && (!first || node.from < first.from)) first = node
    waiting.push(...childrenOf(node))
  }
  return first
}

function explain(text: string, { from }: TreeNode): { pos: number; message: string } {
  const rest = text.slice(from)
  const pos = from + rest.length - rest.trimStart().length
  const called = /([A-Za-z_:][\w:]*)\s*$/.exec(text.slice(0, from))
  if (called && text[pos] === '(') {
    return { pos: called.index, message: `unknown function with name ${JSON.stringify(called[1])}` }
  }
  const [token] = /^(?:[\w:.]+|"(?:[^"\\]|\\.)*"?|[<>=!]=|[=!]~|\S)/.exec(text.slice(pos)) ?? []
  return { pos, message: token === undefined ? 'unexpected end of input' : `unexpected ${JSON.stringify(token)}` }
}

/** The syntax tree of an expression. Throws `bad_request` with the place of what cannot be read. */
export function readTree(text: string): TreeNode {
  const { topNode } = parser.parse(text)
  if (text.replace(/#.*/g, '').trim() === '') throw refuseAt(text, 0, 'no expression found in input')
  const error = findError(topNode)
  if (error) {
    const { pos, message } = explain(text, error)
    throw refuseAt(text, pos, message)
  }
  return childrenOf(topNode)[0]!
}

/** Whether a tree is nested no deeper than is computed, counted without recursion. */
export function isShallow(top: TreeNode): boolean {
  const waiting = [{ node: top, depth: 0 }]
  for (let one = waiting.pop(); one; one = waiting.pop()) {
    if (one.depth > deepest) return false
    for (const node of childrenOf(one.node)) waiting.push({ node, depth: one.depth + 1 })
  }
  return true
}
