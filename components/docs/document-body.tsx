import type { Element, ElementContent } from 'hast'
import Link from 'next/link'
import { createElement, type ReactNode } from 'react'
import { CodeBlock } from '@/components/ui/code-block'
import { ScrollBox } from '@/components/ui/scroll-box'
import { safeProperties } from '@/components/widgets/markdown-tree'
import { followLink } from '@/lib/docs/link'
import { type Heading, textOf } from '@/lib/docs/outline'

type DocumentBodyProps = { page: string; tree: readonly ElementContent[]; outline: readonly Heading[] }

const sizes: Record<string, string> = {
  h1: 'font-semibold text-2xl tracking-tight',
  h2: 'mt-6 border-b pb-1.5 font-semibold text-lg tracking-tight',
  h3: 'mt-4 font-semibold text-base',
  h4: 'mt-2 font-semibold text-sm',
}

const prose = [
  'grid grid-cols-[minmax(0,1fr)] gap-3 text-[14px] leading-relaxed [overflow-wrap:anywhere]',
  '[&_a]:text-primary [&_a]:underline [&_a]:underline-offset-2',
  '[&_ul]:grid [&_ul]:list-disc [&_ul]:gap-1 [&_ul]:pl-5 [&_ol]:grid [&_ol]:list-decimal [&_ol]:gap-1 [&_ol]:pl-5',
  '[&_:not(pre)>code]:rounded [&_:not(pre)>code]:bg-muted [&_:not(pre)>code]:px-1 [&_:not(pre)>code]:py-0.5 [&_:not(pre)>code]:font-mono [&_:not(pre)>code]:text-[12.5px] [&_h2>code]:text-[1em]!',
  '[&_blockquote]:border-l-2 [&_blockquote]:pl-3 [&_blockquote]:text-muted-foreground',
  '[&_table]:w-full [&_table]:text-[13px] [&_th]:border-b [&_th]:px-2 [&_th]:py-1.5 [&_th]:text-left [&_th]:align-bottom [&_td]:border-b [&_td]:px-2 [&_td]:py-1.5 [&_td]:align-top',
].join(' ')

const languageOf = ({ properties }: Element) =>
  [properties.className].flat().flatMap((name) => /^language-(.+)$/.exec(String(name))?.[1] ?? [])[0] ?? 'text'

function drawLink(page: string, node: Element, key: number, children: ReactNode) {
  const href = String(safeProperties(node.properties).href ?? '')
  const leads = followLink(page, href)
  if (!leads) return <span key={key}>{children}</span>
  if (leads.startsWith('/docs'))
    return (
      <Link key={key} href={leads} prefetch={false}>
        {children}
      </Link>
    )
  return (
    <a key={key} href={leads} {...(leads.startsWith('#') ? {} : { rel: 'noopener noreferrer' })}>
      {children}
    </a>
  )
}

/** Markdown of ours as a page: links lead to pages of the product, headings can be linked to, code can be copied. */
export function DocumentBody({ page, tree, outline }: DocumentBodyProps) {
  const anchors = outline.values()
  const draw = (node: ElementContent, key: number): ReactNode => {
    if (node.type === 'text') return node.value
    if (node.type !== 'element') return null
    const { tagName } = node
    if (tagName === 'pre') {
      const code = node.children.find((child): child is Element => child.type === 'element')
      return <CodeBlock key={key} label={code ? languageOf(code) : 'text'} code={textOf(node).replace(/\n$/, '')} />
    }
    const children = node.children.map(draw)
    const props = safeProperties(node.properties)
    if (tagName === 'a') return drawLink(page, node, key, children)
    if (tagName === 'img') {
      const source = followLink(page, String(node.properties.src ?? ''))
      if (!source?.startsWith('/')) return null
      return (
        <img
          key={key}
          src={source}
          alt={String(node.properties.alt ?? '')}
          className="rounded-lg border"
          loading="lazy"
        />
      )
    }
    if (tagName === 'table')
      return (
        <ScrollBox key={key} label="Table" className="overflow-x-auto">
          {createElement(tagName, props, children)}
        </ScrollBox>
      )
    return createElement(tagName, { key, ...props }, children.length > 0 ? children : undefined)
  }
  const drawBlock = (node: ElementContent, key: number): ReactNode => {
    if (node.type !== 'element' || !/^h[1-6]$/.test(node.tagName)) return draw(node, key)
    const id = anchors.next().value?.anchor
    return createElement(
      node.tagName,
      { key, id, className: `scroll-mt-20 ${sizes[node.tagName] ?? 'font-semibold text-sm'}` },
      node.children.map(draw),
    )
  }
  return <div className={prose}>{tree.map(drawBlock)}</div>
}
