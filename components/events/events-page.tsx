'use client'

import { ScanSearch } from 'lucide-react'
import Link from 'next/link'
import { useSearch } from '@/components/layout/use-search'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ExportMenu } from '@/components/ui/export-menu'
import { PageHeader } from '@/components/ui/page-header'
import { eventFile } from '@/lib/events/client'
import { DeadLettersLink } from './dead-letters-link'
import { EventFilters } from './event-filters'
import { EventList } from './event-list'
import { readEventSearch } from './event-search'
import { PauseButton } from './tail-bar'
import { useHold } from './use-hold'

/** Row changes as they come in. */
export function EventsPage() {
  const { search } = useSearch()
  const wanted = readEventSearch(search)
  const { paused, away, setPaused } = useHold()
  return (
    <>
      <PageHeader
        title="Events"
        description="Row changes the moment they are stored, newest first"
        actions={
          <>
            <DeadLettersLink />
            <ExportMenu file={(form) => eventFile(form, wanted)} />
            <Button asChild>
              <Link href="/events/inspect">
                <ScanSearch aria-hidden />
                Inspect a message
              </Link>
            </Button>
          </>
        }
      />
      <Card aria-label="Events">
        <div className="flex flex-wrap items-center gap-2 border-b p-3">
          <EventFilters />
          <PauseButton paused={paused} onChange={setPaused} />
        </div>
        <EventList key={JSON.stringify(wanted)} search={wanted} paused={paused} away={away} />
      </Card>
    </>
  )
}
