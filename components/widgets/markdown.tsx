import type { ElementContent } from 'hast'
import { type ComponentProps, createElement, type ReactNode, useMemo } from 'react'
import { markdownTree, safeProperties } from './markdown-tree'

/** The board has a heading above it already. */
const headings: Record<string, { as: string; className: string }> = {
  h1: { as: 'h3', className: 'font-semibold text-lg' },
  h2: { as: 'h3', className: 'font-semibold text-base' },
  h3: { as: 'h4', className: 'font-semibold text-sm' },
}

const prose = [
  'grid grid-cols-[minmax(0,1fr)] gap-2 break-words text-[13px] leading-relaxed',
  '[&_a]:text-primary [&_a]:underline [&_a]:underline-offset-2',
  '[&_ul]:list-disc [&_ul]:pl-5 [&_ol]:list-decimal [&_ol]:pl-5 [&_.contains-task-list]:list-none [&_.contains-task-list]:pl-0',
  '[&_code]:rounded [&_code]:bg-muted [&_code]:px-1 [&_code]:font-mono [&_code]:text-xs',
  '[&_pre]:overflow-x-auto [&_pre]:rounded-md [&_pre]:bg-muted [&_pre]:p-2',
  '[&_blockquote]:border-l-2 [&_blockquote]:pl-3 [&_blockquote]:text-muted-foreground',
  '[&_table]:w-full [&_th]:border-b [&_th]:py-1 [&_th]:text-left [&_td]:border-b [&_td]:py-1 [&_hr]:my-1',
].join(' ')

function draw(node: ElementContent, key: number): ReactNode {
  if (node.type === 'text') return node.value
  if (node.type !== 'element') return null
  const { tagName, properties } = node
  const props = safeProperties(properties)
  const children = node.children.length > 0 ? node.children.map(draw) : undefined
  const heading = headings[tagName]
  if (heading) return createElement(heading.as, { key, className: heading.className }, children)
  if (tagName === 'a')
    return (
      <a key={key} {...props} rel="noopener noreferrer nofollow" target="_blank">
        {children}
      </a>
    )
  if (tagName === 'input') {
    const box = props as ComponentProps<'input'>
    return <input key={key} {...box} readOnly aria-label={box.checked ? 'Done' : 'To do'} />
  }
  return createElement(tagName, { key, ...props }, children)
}

/** Markdown as elements: HTML in it stays text, and links lead to web and mail addresses alone. */
export function Markdown({ text }: { text: string }) {
  const tree = useMemo(() => markdownTree(text), [text])
  return <div className={prose}>{tree.map(draw)}</div>
}
