import type { Matcher, MatchOp, refuseAt, SelectorNode } from './syntax'
import { childOf, childrenOf, type TreeNode } from './tree'

export type Words = {
  textOf(node: TreeNode): string
  string(node: TreeNode): string
  label(node: TreeNode): string
  refuse(node: { from: number }, message: string): ReturnType<typeof refuseAt>
}

function readMatcher(node: TreeNode, words: Words): Matcher {
  const [name, op, value] = childrenOf(node)
  if (node.name === 'QuotedLabelName') return { name: '__name__', op: '=', value: words.string(name!) }
  return { name: words.label(name!), op: words.textOf(op!) as MatchOp, value: words.string(value!) }
}

/** Reads `name{label="value",…}`; a text in quotes alone within the braces is the metric's name. */
export function readSelector(node: TreeNode, words: Words): SelectorNode {
  const name = childOf(node, 'Identifier')
  const list = childOf(node, 'LabelMatchers')
  const within = list ? childrenOf(list).map((one) => ({ one, matcher: readMatcher(one, words) })) : []
  const named = within.find(
    ({ one, matcher }) => matcher.name === '__name__' && (name || one.name === 'QuotedLabelName'),
  )
  const quoted = within.filter(({ one }) => one.name === 'QuotedLabelName')
  if ((name && named) || quoted.length > 1) {
    const [first, second] = name
      ? [words.textOf(name), named!.matcher.value]
      : quoted.map(({ matcher }) => matcher.value)
    throw words.refuse(node, `metric name must not be set twice: ${JSON.stringify(first)} or ${JSON.stringify(second)}`)
  }
  const matchers = within.map(({ matcher }) => matcher)
  if (name) matchers.unshift({ name: '__name__', op: '=', value: words.textOf(name) })
  return { kind: 'selector', pos: node.from, matchers, offsetMs: 0, fixed: null }
}
