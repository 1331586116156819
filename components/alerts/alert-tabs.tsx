'use client'

import { useQuery } from '@tanstack/react-query'
import { SectionTabs } from '@/components/layout/section-tabs'
import { alertSummaryOptions } from '@/lib/alerts/client'

/** The pages of alerts, with how much there is to look at. */
export function AlertTabs() {
  const { data } = useQuery(alertSummaryOptions())
  const suggestions = data?.noisiest.filter(({ suggestion }) => suggestion).length
  return (
    <SectionTabs
      label="Alerts"
      tabs={[
        { href: '/alerts', label: 'Inbox', count: data?.firing, what: 'firing' },
        { href: '/alerts/rules', label: 'Rules' },
        { href: '/alerts/channels', label: 'Channels', count: data?.failing_channels, what: 'failing' },
        { href: '/alerts/routing', label: 'Routing' },
        { href: '/alerts/silences', label: 'Silences' },
        { href: '/alerts/noise', label: 'Noise', count: suggestions, what: 'suggestions' },
      ]}
    />
  )
}
