'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { alertOptions } from '@/lib/alerts/client'
import type { Alert, AlertDetail } from '@/lib/alerts/incident-contract'
import { ApiError } from '@/lib/http/api'
import { AlertActions } from './alert-actions'
import { SeverityBadge, StatusBadge } from './alert-badges'
import { AlertChartCard } from './alert-chart'
import { AlertFacts, AlertSummaryCard } from './alert-facts'
import { AlertTimeline } from './alert-timeline'
import { DeliveryRows } from './delivery-rows'
import { SimilarAlerts } from './similar-alerts'

/** Where what an alert is about has its page; null where it has none of its own. */
function subjectPath({ kind, metric, path }: Alert): string | null {
  if (kind === 'metric') return metric ? `/explore/${encodeURIComponent(metric)}` : null
  return path.startsWith('/alerts') ? null : path || null
}

const subjects: Record<Alert['kind'], string> = {
  metric: 'Open the metric',
  anomaly: 'Open the anomaly',
  violation: 'Open the violation',
  schema_change: 'Open the change',
  source: 'Open the source',
}

function Messages({ deliveries }: Pick<AlertDetail, 'deliveries'>) {
  return (
    <Card aria-label="Messages">
      <CardHeader>
        <CardTitle>Who was told</CardTitle>
      </CardHeader>
      {deliveries.length > 0 ? (
        <DeliveryRows deliveries={deliveries} lead="channel" />
      ) : (
        <CardContent className="text-[13px] text-muted-foreground">
          No message was sent.{' '}
          <Link href="/alerts/channels" className="text-primary underline underline-offset-2">
            Channels
          </Link>{' '}
          and{' '}
          <Link href="/alerts/routing" className="text-primary underline underline-offset-2">
            routing
          </Link>{' '}
          say who is told.
        </CardContent>
      )}
    </Card>
  )
}

/** One alert: what is wrong, since when and why, what was done about it, and what can be. */
export function AlertPage({ id }: { id: string }) {
  const query = useQuery(alertOptions(id))
  const alert = query.data
  if (!alert) {
    if (query.error instanceof ApiError && query.error.status === 404) notFound()
    if (query.isError)
      return <ErrorState error={query.error} onRetry={() => query.refetch()} retrying={query.isFetching} />
    return <Skeleton className="h-96 w-full" />
  }
  const subject = subjectPath(alert)
  return (
    <>
      <PageHeader
        above={
          <div className="flex flex-wrap items-center gap-2">
            <Link href="/alerts" className="mr-1 hover:text-foreground">
              Alerts
            </Link>
            <SeverityBadge severity={alert.severity} />
            <StatusBadge alert={alert} />
            {alert.flapping && alert.hushed !== 'flapping' ? <Badge tone="warning">flapping</Badge> : null}
          </div>
        }
        title={alert.title}
        actions={
          <>
            {subject ? (
              <Button asChild variant="ghost">
                <Link href={subject}>{subjects[alert.kind]}</Link>
              </Button>
            ) : null}
            <AlertActions alert={alert} />
          </>
        }
      />
      <AlertSummaryCard alert={alert} />
      <AlertChartCard alert={alert} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="grid min-w-0 gap-4">
          <AlertTimeline alert={alert} />
          <Messages deliveries={alert.deliveries} />
        </div>
        <div className="grid min-w-0 gap-4">
          <AlertFacts alert={alert} />
          <SimilarAlerts alert={alert} />
        </div>
      </div>
    </>
  )
}
