'use client'

import { useQuery } from '@tanstack/react-query'
import { AnomaliesCard } from '@/components/anomalies/anomalies-card'
import { newestOpen } from '@/components/anomalies/newest-open'
import { formatCompact, formatValue } from '@/components/charts/format'
import { Sparkline } from '@/components/charts/sparkline'
import { MorePlaces } from '@/components/layout/more-places'
import { TimeAgo } from '@/components/layout/time-ago'
import { TimeRangePicker } from '@/components/layout/time-range-picker'
import { useTimeRange } from '@/components/layout/use-time-range'
import { ErrorState } from '@/components/ui/error-state'
import { PageHeader } from '@/components/ui/page-header'
import { statsOptions } from '@/lib/metrics/client'
import { ActivityCard } from './activity-card'
import { GettingStarted } from './getting-started'
import { StatTile } from './stat-tile'
import { TablesCard } from './tables-card'
import { useActivity } from './use-activity'

/** What is going on, at a glance. */
export function Overview() {
  const [range, setRange] = useTimeRange()
  const stats = useQuery(statsOptions())
  const { activity, error, retry } = useActivity(range)
  const now = stats.data
  if (now && now.tables_count === 0) {
    return (
      <>
        <PageHeader title="Welcome to DataWatch" description="Live metrics from row changes. Send the first one:" />
        <GettingStarted />
        <MorePlaces />
      </>
    )
  }
  if (!now && stats.isError) {
    return <ErrorState error={stats.error} onRetry={() => stats.refetch()} retrying={stats.isFetching} />
  }
  const newest = now?.tables
    .flatMap(({ last_event_at }) => last_event_at ?? [])
    .sort()
    .at(-1)
  return (
    <>
      <PageHeader title="Overview" actions={<TimeRangePicker range={range} onChange={setRange} />} />
      <div className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
        <StatTile
          label="Row changes"
          value={activity ? formatCompact(activity.total) : error ? '–' : undefined}
          note={range.label.toLowerCase()}
        >
          {activity ? <Sparkline points={activity.points} /> : null}
        </StatTile>
        <StatTile
          label="Changes a second"
          value={now && formatValue(now.events_per_second)}
          note={
            newest ? (
              <>
                newest <TimeAgo at={newest} />
              </>
            ) : null
          }
        />
        <StatTile
          label="Open anomalies"
          value={now && formatCompact(now.active_anomalies)}
          note={now?.active_anomalies === 0 ? 'nothing unusual' : 'not yet acknowledged'}
          href="/anomalies"
        />
        <StatTile
          label="Metrics"
          value={now && formatCompact(now.metrics_count)}
          note={now ? `from ${now.tables_count} ${now.tables_count === 1 ? 'table' : 'tables'}` : null}
          href="/explore"
        />
      </div>
      <div className="mt-4 grid gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <ActivityCard activity={activity} error={error} onRetry={retry} range={range} />
        <AnomaliesCard title="Open anomalies" search={newestOpen} href="/anomalies" className="h-96" />
      </div>
      <div className="mt-4">
        <TablesCard tables={now?.tables ?? []} activity={activity} range={range} />
      </div>
      <MorePlaces />
    </>
  )
}
