'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { useTimeZone } from '@/components/layout/clock'
import { Button } from '@/components/ui/button'
import { Card, CardActions, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { anomalyOptions } from '@/lib/anomalies/client'
import { ApiError } from '@/lib/http/api'
import { AnomalyChart } from './anomaly-chart'
import { AnomalyFacts } from './anomaly-facts'
import { AnomalyReview } from './anomaly-review'
import { descriptionIn, subjectOf } from './anomaly-words'
import { SeverityBadge, StatusBadge } from './severity'

/** One anomaly: what happened, how it looked, who has seen it. */
export function AnomalyPage({ id }: { id: string }) {
  const query = useQuery(anomalyOptions(id))
  const timeZone = useTimeZone()
  const anomaly = query.data
  if (!anomaly) {
    if (query.error instanceof ApiError && query.error.status === 404) notFound()
    if (query.isError)
      return <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
    return <Skeleton className="h-96 w-full" />
  }
  return (
    <>
      <PageHeader
        above={
          <div className="flex flex-wrap items-center gap-2">
            <Link href="/anomalies" className="mr-1 hover:text-foreground">
              Anomalies
            </Link>
            <SeverityBadge anomaly={anomaly} />
            <StatusBadge status={anomaly.status} />
          </div>
        }
        title={subjectOf(anomaly)}
        description={descriptionIn(anomaly, timeZone)}
      />
      <Card aria-label="Chart">
        <CardHeader>
          <CardTitle>What happened</CardTitle>
          <CardActions className="-mr-2.5">
            <Button asChild size="sm" variant="ghost">
              <Link href={`/anomalies?status=all&metric=${encodeURIComponent(anomaly.metric_name)}`}>
                Others of this metric
              </Link>
            </Button>
          </CardActions>
        </CardHeader>
        <CardContent className="h-80">
          <AnomalyChart anomaly={anomaly} />
        </CardContent>
      </Card>
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-2">
        <AnomalyFacts anomaly={anomaly} />
        <AnomalyReview anomaly={anomaly} />
      </div>
    </>
  )
}
