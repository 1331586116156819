'use client'

import { useQuery } from '@tanstack/react-query'
import { SectionTabs } from '@/components/layout/section-tabs'
import { viewerOptions } from '@/lib/access/client'
import type { Permission } from '@/lib/access/permissions'

const tabs: readonly { href: string; label: string; needs?: Permission }[] = [
  { href: '/settings', label: 'Account' },
  { href: '/settings/people', label: 'People', needs: 'people' },
  { href: '/settings/keys', label: 'API keys', needs: 'keys' },
  { href: '/settings/audit', label: 'Audit log', needs: 'audit' },
]

/** The pages of settings that the viewer may open. */
export function SettingsTabs() {
  const { data: viewer } = useQuery(viewerOptions())
  const open = tabs.filter(({ needs }) => !needs || viewer?.permissions.includes(needs))
  return open.length > 1 ? <SectionTabs label="Settings" tabs={open} /> : null
}
