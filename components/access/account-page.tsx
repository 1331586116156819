'use client'

import { useQuery } from '@tanstack/react-query'
import { Laptop } from 'lucide-react'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { viewerOptions } from '@/lib/access/client'
import { OwnSessions } from './own-sessions'
import { PasswordCard } from './password-card'
import { ProfileCard } from './profile-card'
import { SettingsTabs } from './settings-tabs'

/** The viewer's own: who they are, their password, where they are signed in. */
export function AccountPage() {
  const { data: viewer } = useQuery(viewerOptions())
  return (
    <>
      <PageHeader title="Settings" description="Your account" />
      <SettingsTabs />
      {viewer?.email ? (
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <ProfileCard key={viewer.name} viewer={viewer} />
          <PasswordCard email={viewer.email} password={viewer.password} />
          <div className="lg:col-span-2">
            <OwnSessions />
          </div>
        </div>
      ) : (
        <Card>
          <EmptyState icon={Laptop} title="Nobody is signed in">
            This is a development server that answers this machine alone, so it asks for no account: whoever uses it may
            do what an owner may.
          </EmptyState>
        </Card>
      )}
    </>
  )
}
