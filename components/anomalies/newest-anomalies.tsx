'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { TimeAgo } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { Card, CardActions, CardHeader, CardTitle } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { SkeletonRows } from '@/components/ui/skeleton'
import { anomalyListOptions } from '@/lib/anomalies/client'
import { deviationOf, subjectOf } from './anomaly-words'
import { SeverityBadge } from './severity'

export const newestOpen = { status: 'open', limit: 6 } as const

/** The newest anomalies that nobody has acknowledged. */
export function NewestAnomalies() {
  const list = useQuery(anomalyListOptions(newestOpen))
  return (
    <Card className="flex h-96 flex-col" aria-label="Open anomalies">
      <CardHeader>
        <CardTitle>Open anomalies</CardTitle>
        <CardActions>
          <Button asChild size="sm" variant="ghost">
            <Link href="/anomalies?status=all">All anomalies</Link>
          </Button>
        </CardActions>
      </CardHeader>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {list.data && list.data.count > 0 ? (
          <ul className="divide-y border-t">
            {list.data.anomalies.map((anomaly) => (
              <li key={anomaly.id} className="relative px-4 py-2.5 hover:bg-muted/50">
                <div className="flex items-center justify-between gap-2">
                  <SeverityBadge anomaly={anomaly} />
                  <TimeAgo at={anomaly.started_at} className="text-muted-foreground text-xs" />
                </div>
                <Link
                  href={`/anomalies/${anomaly.id}`}
                  className="mt-1 block truncate font-mono text-xs after:absolute after:inset-0"
                >
                  {subjectOf(anomaly)}
                </Link>
                <p className="truncate text-muted-foreground text-xs">{deviationOf(anomaly)}</p>
              </li>
            ))}
          </ul>
        ) : list.data ? (
          <EmptyState icon={CircleCheck} title="Nothing unusual right now" className="h-full">
            What is not usual for its hour and its day appears here.
          </EmptyState>
        ) : list.isError ? (
          <ErrorState error={list.error} onRetry={() => list.refetch()} retrying={list.isFetching} />
        ) : (
          <SkeletonRows rows={6} label="Loading anomalies" />
        )}
      </div>
    </Card>
  )
}
