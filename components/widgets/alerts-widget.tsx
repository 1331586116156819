'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { formatMoment } from '@/components/charts/format-time'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import { anomalyListOptions } from '@/lib/anomalies/client'
import type { Anomaly } from '@/lib/anomalies/contract'
import type { WidgetBodyProps } from './widget-kind'
import { WidgetEmpty, WidgetFailed, WidgetLoading } from './widget-states'

const tones: Record<Anomaly['severity'], BadgeTone> = {
  low: 'neutral',
  medium: 'warning',
  high: 'destructive',
  critical: 'solid',
}

/** What is unusual and nobody has dealt with yet. */
export function AlertsWidget({ widget, timeZone }: WidgetBodyProps) {
  const { table, limit = 20 } = widget.config
  const query = useQuery(anomalyListOptions({ status: 'open', table, metric: widget.metric ?? undefined, limit }))
  if (query.isPending) return <WidgetLoading type="alerts" />
  if (query.isError)
    return <WidgetFailed error={query.error} retry={() => query.refetch()} retrying={query.isFetching} />
  const { anomalies } = query.data
  if (anomalies.length === 0) return <WidgetEmpty title="Nothing unusual">Open anomalies are listed here.</WidgetEmpty>
  return (
    <ul className="h-full divide-y overflow-y-auto">
      {anomalies.map((anomaly) => (
        <li key={anomaly.id}>
          <Link href={`/anomalies/${anomaly.id}`} className="flex items-start gap-3 px-4 py-2 hover:bg-muted/50">
            <span className="min-w-0 flex-1">
              <span className="line-clamp-2 text-[13px]">{anomaly.description}</span>
              <span className="tabular text-muted-foreground text-xs">
                {formatMoment(anomaly.started_at, timeZone)}
                {anomaly.ended_at ? '' : ' · still going on'}
              </span>
            </span>
            <Badge tone={tones[anomaly.severity]}>{anomaly.severity}</Badge>
          </Link>
        </li>
      ))}
    </ul>
  )
}
