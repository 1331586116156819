'use client'

import { ScanSearch } from 'lucide-react'
import Link from 'next/link'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { useInspectEvents } from '@/lib/events/client'
import { InspectForm } from './inspect-form'
import { InspectMessages } from './inspect-messages'
import { InspectTable } from './inspect-tables'

/** Shows what DataWatch makes of a message before a sender is set up to send it. */
export function InspectPage() {
  const inspect = useInspectEvents()
  return (
    <>
      <PageHeader
        above={
          <Link href="/events" className="hover:text-foreground">
            Events
          </Link>
        }
        title="Inspect a message"
        description="What DataWatch would make of it: events, columns, metrics, and what is wrong"
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <InspectForm busy={inspect.isPending} onInspect={inspect.mutate} />
        <div className="grid min-w-0 gap-4 lg:has-[>:only-child]:self-stretch" aria-live="polite">
          {inspect.data ? (
            <>
              <InspectMessages key={inspect.submittedAt} messages={inspect.data.messages} />
              {inspect.data.tables.map((table) => (
                <InspectTable key={`${table.schema}.${table.table}`} table={table} />
              ))}
            </>
          ) : (
            <Card className="grid items-center">
              {inspect.isError ? (
                <ErrorState title="This would be refused" error={inspect.error} />
              ) : (
                <EmptyState icon={ScanSearch} title="Paste a message, or load an example">
                  The same code reads it that reads what senders post.
                </EmptyState>
              )}
            </Card>
          )}
        </div>
      </div>
    </>
  )
}
