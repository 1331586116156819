import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ProblemPage } from '@/components/reference/problem-page'
import { findProblem, problems } from '@/lib/http/problem-words'

type Props = { params: Promise<{ kind: string }> }

export const dynamic = 'force-dynamic'

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const code = findProblem((await params).kind)
  return { title: code ? problems[code].title : 'Not found' }
}

export default async function ProblemRoute({ params }: Props) {
  const code = findProblem((await params).kind)
  if (!code) notFound()
  return <ProblemPage code={code} />
}
