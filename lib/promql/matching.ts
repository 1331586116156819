import type { Matching } from './syntax'
import { childrenOf, type TreeNode } from './tree'

/** Reads `on(…) group_left(…)` and the like. */
export function readMatching(clause: TreeNode | undefined, words: { label(node: TreeNode): string }): Matching | null {
  if (!clause) return null
  const parts = childrenOf(clause)
  const lists = parts
    .filter(({ name }) => name === 'GroupingLabels')
    .map((list) => childrenOf(list).map((label) => words.label(label)))
  const has = (name: string) => parts.some((part) => part.name === name)
  return {
    on: has('On'),
    labels: lists[0] ?? [],
    many: has('GroupLeft') ? 'left' : has('GroupRight') ? 'right' : 'neither',
    include: lists[1] ?? [],
  }
}
