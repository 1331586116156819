import type { Metadata } from 'next'
import { ProblemsPage } from '@/components/reference/problem-page'

export const metadata: Metadata = { title: 'Problems' }
export const dynamic = 'force-dynamic'

export default function ProblemsRoute() {
  return <ProblemsPage />
}
