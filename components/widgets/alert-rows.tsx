'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { SeverityBadge } from '@/components/alerts/alert-badges'
import { valueText } from '@/components/alerts/alert-words'
import { TimeAgo } from '@/components/layout/time-ago'
import { ScrollBox } from '@/components/ui/scroll-box'
import { alertListOptions } from '@/lib/alerts/client'
import { sharedToken } from '@/lib/shares/path'
import type { WidgetBodyProps } from './widget-kind'
import { WidgetEmpty, WidgetFailed, WidgetLoading } from './widget-states'

/** The alerts that fire, of a table or metric where the widget names one; whoever looks at a shared board sees none. */
export function AlertRows({ widget }: Pick<WidgetBodyProps, 'widget'>) {
  const { table, limit = 20 } = widget.config
  const isShared = sharedToken(usePathname()) !== null
  const search = { status: 'firing', include_hushed: false, table, metric: widget.metric ?? undefined, limit } as const
  const query = useQuery({ ...alertListOptions(search), enabled: !isShared })
  if (isShared) return <WidgetEmpty title="Not shared">Alerts are seen by those who sign in.</WidgetEmpty>
  if (query.isPending) return <WidgetLoading type="alerts" />
  if (query.isError)
    return <WidgetFailed error={query.error} retry={() => query.refetch()} retrying={query.isFetching} />
  const { alerts } = query.data
  if (alerts.length === 0) return <WidgetEmpty title="Nothing fires">Alerts that fire are listed here.</WidgetEmpty>
  return (
    <ScrollBox label={widget.title} className="h-full overflow-y-auto">
      <ul className="divide-y">
        {alerts.map((alert) => (
          <li key={alert.id}>
            <Link href={`/alerts/${alert.id}`} className="block px-4 py-2 -outline-offset-2 hover:bg-muted/50">
              <span className="flex items-center gap-2">
                <SeverityBadge severity={alert.severity} />
                <span className="min-w-0 flex-1 truncate font-medium text-[13px]">{alert.title}</span>
              </span>
              <span className="mt-1 block truncate text-muted-foreground text-xs">
                {valueText(alert) ? `${valueText(alert)} · ` : ''}
                <TimeAgo at={alert.started_at} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </ScrollBox>
  )
}
