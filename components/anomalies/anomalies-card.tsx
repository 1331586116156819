'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { TimeAgo } from '@/components/layout/time-ago'
import { Button } from '@/components/ui/button'
import { Card, CardActions, CardHeader, CardTitle } from '@/components/ui/card'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorState } from '@/components/ui/error-state'
import { SkeletonRows } from '@/components/ui/skeleton'
import { anomalyListOptions } from '@/lib/anomalies/client'
import type { Anomaly, AnomalyListQuery } from '@/lib/anomalies/contract'
import { deviationOf, subjectOf } from './anomaly-words'
import { SeverityBadge, StatusBadge } from './severity'

type AnomaliesCardProps = { title: string; search: Partial<AnomalyListQuery>; href: string; className?: string }

function Item({ anomaly, withStatus }: { anomaly: Anomaly; withStatus: boolean }) {
  return (
    <li className="relative px-4 py-1.5 hover:bg-muted/50">
      <div className="flex items-baseline justify-between gap-3">
        <Link href={`/anomalies/${anomaly.id}`} className="truncate font-mono text-xs after:absolute after:inset-0">
          {subjectOf(anomaly)}
        </Link>
        <TimeAgo at={anomaly.started_at} className="shrink-0 text-muted-foreground text-xs" />
      </div>
      <div className="mt-1 flex items-center gap-2">
        <SeverityBadge anomaly={anomaly} />
        {withStatus ? <StatusBadge status={anomaly.status} /> : null}
        <p className="truncate text-muted-foreground text-xs">{deviationOf(anomaly)}</p>
      </div>
    </li>
  )
}

/** The newest anomalies of a search, in a card. */
export function AnomaliesCard({ title, search, href, className }: AnomaliesCardProps) {
  const list = useQuery(anomalyListOptions(search))
  return (
    <Card className={cn('flex flex-col', className)} aria-label={title}>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        <CardActions className="-mr-2.5">
          <Button asChild size="sm" variant="ghost">
            <Link href={href}>Show all</Link>
          </Button>
        </CardActions>
      </CardHeader>
      <div className="min-h-0 flex-1 overflow-y-auto rounded-b-lg">
        {list.data && list.data.count > 0 ? (
          <ul className="divide-y border-t">
            {list.data.anomalies.map((anomaly) => (
              <Item key={anomaly.id} anomaly={anomaly} withStatus={search.status === undefined} />
            ))}
          </ul>
        ) : list.data ? (
          <EmptyState icon={CircleCheck} title="Nothing unusual" className="h-full py-8">
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
