'use client'

import { useQuery } from '@tanstack/react-query'
import { SectionTabs } from '@/components/layout/section-tabs'
import { qualityStatsOptions } from '@/lib/quality/client'

/** The pages of quality, with how much there is to look at. */
export function QualityTabs() {
  const { data } = useQuery(qualityStatsOptions())
  const tabs = [
    { href: '/quality', label: 'Scores' },
    { href: '/quality/violations', label: 'Violations', count: data?.open_violations, what: 'open' },
    { href: '/quality/rules', label: 'Rules', count: data?.rules_proposed, what: 'proposed' },
    { href: '/quality/report', label: 'Report' },
  ]
  return <SectionTabs label="Quality" tabs={tabs} />
}
