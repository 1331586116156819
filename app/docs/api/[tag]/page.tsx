import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ReferenceSection } from '@/components/reference/reference-section'
import { sectionTitle } from '@/components/reference/reference-tabs'
import { requireViewer } from '@/lib/access/service/viewer'
import { referenceTags } from '@/lib/openapi/reference'

type Props = { params: Promise<{ tag: string }> }

export const dynamic = 'force-dynamic'

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `API: ${sectionTitle((await params).tag)}` }
}

export default async function ApiSectionRoute({ params }: Props) {
  const { tag } = await params
  await requireViewer(`/docs/api/${tag}`)
  if (!referenceTags.some(({ name }) => name === tag)) notFound()
  return <ReferenceSection tag={tag} />
}
