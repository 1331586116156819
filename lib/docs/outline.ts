import type { Element, ElementContent } from 'hast'

/** A heading of a page and the anchor that links to it name. */
export type Heading = { level: number; text: string; anchor: string }

/** All text of a part of a page. */
export function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value
  return node.type === 'element' ? node.children.map(textOf).join('') : ''
}

/** The anchor that code hosts give a heading: lower case, spaces as `-`, of the signs only `-` and `_`. */
export const slugOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')

const isHeading = (node: ElementContent): node is Element => node.type === 'element' && /^h[1-6]$/.test(node.tagName)

/** The headings of a page in their order; the second of a name ends in `-1`, as on code hosts. */
export function outlineOf(tree: readonly ElementContent[]): Heading[] {
  const seen = new Map<string, number>()
  return tree.filter(isHeading).map((node) => {
    const text = textOf(node)
    const slug = slugOf(text)
    const times = seen.get(slug) ?? 0
    seen.set(slug, times + 1)
    return { level: Number(node.tagName.slice(1)), text, anchor: times > 0 ? `${slug}-${times}` : slug }
  })
}
