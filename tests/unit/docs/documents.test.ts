import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ElementContent } from 'hast'
import { expect, test } from 'vitest'
import { markdownTree } from '@/components/widgets/markdown-tree'
import { contents, placeOf } from '@/lib/docs/contents'
import { followLink } from '@/lib/docs/link'
import { outlineOf } from '@/lib/docs/outline'
import { listDocuments, readDocument } from '@/lib/docs/service'

const documents = await listDocuments()
const byPage = new Map(documents.map((one) => [one.page, { ...one, tree: markdownTree(one.text, { pictures: true }) }]))

function* linksOf(nodes: readonly ElementContent[]): Generator<string> {
  for (const node of nodes) {
    if (node.type !== 'element') continue
    const { href, src } = node.properties
    for (const link of [href, src]) if (typeof link === 'string') yield link
    yield* linksOf(node.children)
  }
}

test('every page can be found: in the contents, or in the list of its folder', () => {
  const listed = contents.flatMap(({ pages }) => pages)
  expect(listed.filter((page) => !byPage.has(page))).toEqual([])
  const decisions = [...linksOf(byPage.get('decisions/README')!.tree)].map((link) => `decisions/${link.slice(0, -3)}`)
  const found = new Set([...listed, ...decisions])
  expect(documents.map(({ page }) => page).filter((page) => !found.has(page))).toEqual([])
})

test('every link of every page leads somewhere, on a code host and in the product', () => {
  const broken = [...byPage.values()].flatMap(({ page, tree }) =>
    [...linksOf(tree)]
      .filter((link) => {
        if (/^(https?|mailto):/.test(link)) return false
        const [path, anchor] = link.split('#')
        if (path && !existsSync(join('docs', page, '..', path)) && !path.startsWith('/')) return true
        const leads = followLink(page, link)
        if (leads === null) return false
        const [to = '', part = anchor] = leads.split('#')
        const target = to === '' ? page : to.slice('/docs/'.length)
        const found = byPage.get(target) ?? byPage.get(`${target}/README`)
        return Boolean(part && found && !outlineOf(found.tree).some((heading) => heading.anchor === part))
      })
      .map((link) => `${page}: ${link}`),
  )
  expect(broken).toEqual([])
})

test('every page begins with its one title', () => {
  const wrong = [...byPage.values()].filter(
    ({ tree }) => outlineOf(tree).filter(({ level }) => level === 1).length !== 1,
  )
  expect(wrong.map(({ page }) => page)).toEqual([])
})

test('nothing but pages is read', async () => {
  for (const path of ['../README', '..', 'guides/../../package', 'nowhere', '', 'guides', 'a/../b', 'x'.repeat(5000)])
    expect(await readDocument(path.split('/'))).toBeNull()
  expect((await readDocument(['decisions']))?.page).toBe('decisions/README')
})

test('a page knows the one before and the one after it', () => {
  const [first, second] = contents[1]!.pages
  expect(placeOf(second!)).toMatchObject({ section: contents[1]!.title, before: first })
  expect(placeOf('decisions/formulas')).toBeUndefined()
})
