'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { deviationOf, subjectOf } from '@/components/anomalies/anomaly-words'
import { SeverityBadge } from '@/components/anomalies/severity'
import { TimeAgo } from '@/components/layout/time-ago'
import { ScrollBox } from '@/components/ui/scroll-box'
import { anomalyListOptions } from '@/lib/anomalies/client'
import { sharedToken } from '@/lib/shares/path'
import { AlertRows } from './alert-rows'
import type { WidgetBodyProps } from './widget-kind'
import { WidgetEmpty, WidgetFailed, WidgetLoading } from './widget-states'

type RowProps = { href: string; className: string; children: ReactNode }

const Leading = (props: RowProps) => <Link data-leads prefetch={false} {...props} />
/** Whoever looks at a shared board has nowhere to go. */
const Plain = ({ href: _, ...props }: RowProps) => <div {...props} />

function AnomalyRows({ widget }: Pick<WidgetBodyProps, 'widget'>) {
  const { table, limit = 20 } = widget.config
  const Row = sharedToken(usePathname()) ? Plain : Leading
  const query = useQuery(anomalyListOptions({ status: 'open', table, metric: widget.metric ?? undefined, limit }))
  if (query.isPending) return <WidgetLoading type="alerts" />
  if (query.isError)
    return <WidgetFailed error={query.error} retry={() => query.refetch()} retrying={query.isFetching} />
  const { anomalies } = query.data
  if (anomalies.length === 0) return <WidgetEmpty title="Nothing unusual">Open anomalies are listed here.</WidgetEmpty>
  return (
    <ScrollBox label={widget.title} className="h-full overflow-y-auto">
      <ul className="divide-y">
        {anomalies.map((anomaly) => (
          <li key={anomaly.id}>
            <Row
              href={`/anomalies/${anomaly.id}`}
              className="block px-4 py-2 -outline-offset-2 data-[leads]:hover:bg-muted/50"
            >
              <span className="flex items-center gap-2">
                <SeverityBadge anomaly={anomaly} />
                <span className="min-w-0 flex-1 truncate font-mono text-xs">{subjectOf(anomaly)}</span>
              </span>
              <span className="mt-1 block truncate text-muted-foreground text-xs">
                {deviationOf(anomaly)} · <TimeAgo at={anomaly.started_at} />
              </span>
            </Row>
          </li>
        ))}
      </ul>
    </ScrollBox>
  )
}

/** What is unusual and nobody has dealt with yet, or what fires. */
export function AlertsWidget({ widget }: WidgetBodyProps) {
  return widget.config.list === 'alerts' ? <AlertRows widget={widget} /> : <AnomalyRows widget={widget} />
}
