'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { NotesCard } from '@/components/notes/notes-card'
import { Button } from '@/components/ui/button'
import { Card, CardActions, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { anomalyOptions, explanationOptions } from '@/lib/anomalies/client'
import type { Anomaly } from '@/lib/anomalies/contract'
import { ApiError } from '@/lib/http/api'
import { AnomalyChart } from './anomaly-chart'
import { AnomalyFacts } from './anomaly-facts'
import { AnomalyReview } from './anomaly-review'
import { AnomalySummary } from './anomaly-summary'
import { subjectOf } from './anomaly-words'
import { notesAround } from './chart-window'
import { ContributionsCard } from './contributions-card'
import { DecompositionCard } from './decomposition-card'
import { IncidentCard } from './incident-card'
import { SeverityBadge, StatusBadge } from './severity'
import { TimelineCard } from './timeline-card'
import { VotesCard } from './votes-card'

function ChartCard({ anomaly }: { anomaly: Anomaly }) {
  return (
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
  )
}

function Explained({ anomaly }: { anomaly: Anomaly }) {
  const query = useQuery(explanationOptions(anomaly.id))
  const { data } = query
  return (
    <>
      <AnomalySummary anomaly={anomaly} explanation={data} pending={query.isPending} />
      <ChartCard anomaly={anomaly} />
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
      ) : null}
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-2">
        <div className="grid min-w-0 gap-4">
          {data ? (
            <ContributionsCard anomaly={anomaly} contributions={data.contributions} />
          ) : query.isPending ? (
            <Skeleton className="h-72 w-full" />
          ) : null}
          {data ? <IncidentCard anomaly={anomaly} incident={data.incident} /> : null}
          <DecompositionCard anomaly={anomaly} />
        </div>
        <div className="grid min-w-0 gap-4">
          <AnomalyReview anomaly={anomaly} />
          {data ? <VotesCard anomaly={anomaly} explanation={data} /> : <AnomalyFacts anomaly={anomaly} />}
          <TimelineCard anomaly={anomaly} explanation={data} />
          <NotesCard table={anomaly.labels.table ?? ''} at={anomaly.started_at} search={notesAround(anomaly)} />
        </div>
      </div>
    </>
  )
}

/** One anomaly: what happened, how bad, since when and why; then how it looked, what carries it, and who has seen it. */
export function AnomalyPage({ id }: { id: string }) {
  const query = useQuery(anomalyOptions(id))
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
        actions={
          <Button asChild>
            <Link href={`/explore/${encodeURIComponent(anomaly.metric_name)}`}>Open metric</Link>
          </Button>
        }
      />
      <Explained anomaly={anomaly} />
    </>
  )
}
