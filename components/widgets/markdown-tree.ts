import type { Element, ElementContent, Properties } from 'hast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { toHast } from 'mdast-util-to-hast'
import { gfm } from 'micromark-extension-gfm'

/** Pictures of people's own texts would have each viewer's browser ask another server. */
const isPicture = (node: Element) => node.tagName === 'img'

const led = /^(?:https?|ircs?|mailto|xmpp)$/i

/** The address where it leads to the web, to mail or within the page; empty where it would do anything else. */
export function safeAddress(address: string): string {
  const scheme = /^([^/?#]*?):/.exec(address)?.[1]
  return scheme === undefined || led.test(scheme) ? address : ''
}

type Kept = Record<string, unknown>

const names = ['alt', 'checked', 'className', 'disabled', 'id', 'start', 'title', 'type'] as const

/** What React may set of what the tree says: nothing that runs, loads or styles. */
export function safeProperties({ align, href, ariaLabel, ariaDescribedBy, ...given }: Properties): Kept {
  const kept: Kept = {}
  for (const name of names) {
    const value = given[name]
    if (value !== undefined && value !== null) kept[name] = Array.isArray(value) ? value.join(' ') : value
  }
  if (typeof href === 'string') kept.href = safeAddress(href)
  if (ariaLabel) kept['aria-label'] = ariaLabel
  if (ariaDescribedBy) kept['aria-describedby'] = [ariaDescribedBy].flat().join(' ')
  if (typeof align === 'string') kept.style = { textAlign: align }
  return kept
}

const isElement = ({ type }: ElementContent) => type === 'element'

/** Between the parts of a table there is nothing to read. */
const rows = new Set(['table', 'thead', 'tbody', 'tr'])

/** Markdown as GitHub writes it, as a tree of elements in which HTML is text; without pictures unless they are asked for. */
export function markdownTree(text: string, { pictures = false } = {}): ElementContent[] {
  const parsed = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  const tree = toHast(parsed, { allowDangerousHtml: true })
  const plain = (node: { type: string }): ElementContent[] => {
    if (node.type === 'raw') return [{ type: 'text', value: (node as unknown as { value: string }).value }]
    if (node.type === 'text') return [node as ElementContent]
    if (node.type !== 'element') return []
    const element = node as Element
    if (isPicture(element) && !pictures) return []
    const children = element.children.flatMap(plain)
    return [{ ...element, children: rows.has(element.tagName) ? children.filter(isElement) : children }]
  }
  return 'children' in tree ? tree.children.flatMap(plain) : plain(tree)
}
