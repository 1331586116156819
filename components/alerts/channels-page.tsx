'use client'

import { useQuery } from '@tanstack/react-query'
import { Megaphone, Plus } from 'lucide-react'
import { useState } from 'react'
import { useSearch } from '@/components/layout/use-search'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { useMay } from '@/lib/access/client'
import type { Channel } from '@/lib/alerts/channel-contract'
import { channelsOptions } from '@/lib/alerts/client'
import { AlertTabs } from './alert-tabs'
import { ChannelCard } from './channel-card'
import { ChannelDialog } from './channel-dialog'
import { DeadDeliveries } from './dead-deliveries'

/** Where people are told, whether it works, and what did not arrive. */
export function ChannelsPage() {
  const { search, change } = useSearch()
  const [edited, setEdited] = useState<Channel>()
  const list = useQuery(channelsOptions())
  const mayChange = useMay('channels')
  const add = () => change({ new: '1' })
  return (
    <>
      <PageHeader
        title="Channels"
        description="Where people are told"
        actions={
          mayChange ? (
            <Button variant="primary" onClick={add}>
              <Plus aria-hidden />
              New channel
            </Button>
          ) : null
        }
      />
      <AlertTabs />
      {list.data && list.data.channels.length > 0 ? (
        <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
          {list.data.channels.map((channel) => (
            <ChannelCard key={channel.id} channel={channel} onEdit={() => setEdited(channel)} />
          ))}
        </div>
      ) : (
        <Card>
          {list.data ? (
            <EmptyState
              icon={Megaphone}
              title="Nobody is told yet"
              action={
                mayChange ? (
                  <Button variant="primary" onClick={add}>
                    Add a channel
                  </Button>
                ) : null
              }
            >
              Alerts are in the inbox.{' '}
              {mayChange
                ? 'Add Slack, e-mail, Teams, Discord, PagerDuty or a webhook, and they come to you.'
                : 'An admin or owner can add Slack, e-mail, Teams, Discord, PagerDuty or a webhook.'}
            </EmptyState>
          ) : list.isError ? (
            <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
          ) : (
            <SkeletonRows rows={6} label="Loading" />
          )}
        </Card>
      )}
      <DeadDeliveries />
      {edited ? <ChannelDialog channel={edited} onClose={() => setEdited(undefined)} /> : null}
      {mayChange && search.get('new') ? (
        <ChannelDialog onClose={() => change({ new: null }, { replace: true })} />
      ) : null}
    </>
  )
}
