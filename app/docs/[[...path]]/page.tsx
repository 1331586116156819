import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { DocumentBody } from '@/components/docs/document-body'
import { DocumentsFound } from '@/components/docs/documents-found'
import { DocumentsFrame } from '@/components/docs/documents-frame'
import { Neighbours } from '@/components/docs/neighbours'
import { markdownTree } from '@/components/widgets/markdown-tree'
import { requireViewer } from '@/lib/access/service/viewer'
import { firstPage } from '@/lib/docs/contents'
import { outlineOf } from '@/lib/docs/outline'
import { listDocuments, readDocument, searchDocuments } from '@/lib/docs/service'

type Props = { params: Promise<{ path?: string[] }>; searchParams: Promise<Record<string, string>> }

export const dynamic = 'force-dynamic'

const find = cache(async (path: string) => readDocument(path.split('/')))
const pathOf = async (params: Props['params']) => (await params).path?.map(decodeURIComponent).join('/') ?? firstPage

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await find(await pathOf(params)))?.title ?? 'Documentation' }
}

export default async function Page({ params, searchParams }: Props) {
  const path = await pathOf(params)
  const { q } = await searchParams
  await requireViewer(`/docs/${path}`, searchParams)
  const documents = await listDocuments()
  const titles = Object.fromEntries(documents.map(({ page, title }) => [page, title]))
  const query = q?.trim()
  if (query)
    return (
      <DocumentsFrame titles={titles} query={query}>
        <DocumentsFound query={query} found={await searchDocuments(query)} />
      </DocumentsFrame>
    )
  const document = await find(path)
  if (!document) notFound()
  const tree = markdownTree(document.text, { pictures: true })
  const outline = outlineOf(tree)
  return (
    <DocumentsFrame page={document.page} titles={titles} outline={outline}>
      <DocumentBody page={document.page} tree={tree} outline={outline} />
      <Neighbours page={document.page} titles={titles} />
    </DocumentsFrame>
  )
}
