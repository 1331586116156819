import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { RulePage } from '@/components/alerts/rule-page'
import { Prefetched } from '@/components/layout/prefetched'
import { findViewer, requireViewer } from '@/lib/access/service/viewer'
import { alertRuleOptions } from '@/lib/alerts/client'
import { ruleParams } from '@/lib/alerts/contract'
import { getRule } from '@/lib/alerts/service/rules'
import { AppError } from '@/lib/errors/app-error'
import { createContext } from '@/lib/runtime/runtime'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string>> }

export const dynamic = 'force-dynamic'

/** The rule, or null where only the browser can say why there is none. */
const readRule = cache(async (id: string) => {
  const viewer = await findViewer()
  if (!viewer) return null
  if (!ruleParams.safeParse({ id }).success) notFound()
  try {
    return await getRule(createContext(viewer), id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    return null
  }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const rule = await readRule((await params).id)
  return { title: rule?.name ?? 'Alert rule' }
}

export default async function RuleRoute({ params, searchParams }: Props) {
  const { id } = await params
  await requireViewer(`/alerts/rules/${encodeURIComponent(id)}`, searchParams)
  const rule = await readRule(id)
  return (
    <Prefetched
      load={(client) => (rule ? [client.prefetchQuery({ ...alertRuleOptions(id), queryFn: () => rule })] : [])}
    >
      <RulePage id={id} />
    </Prefetched>
  )
}
