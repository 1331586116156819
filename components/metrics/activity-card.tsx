'use client'

import { useMemo } from 'react'
import { LineChart } from '@/components/charts/line-chart'
import type { ShownRange } from '@/components/layout/use-time-range'
import { useNoteMarkers } from '@/components/notes/use-note-markers'
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import { type Activity, activitySeries } from './activity'

type ActivityCardProps = { activity: Activity | undefined; error: Error | null; onRetry: () => void; range: ShownRange }

/** The changes of all tables over time, stacked. */
export function ActivityCard({ activity, error, onRetry, range }: ActivityCardProps) {
  const series = useMemo(() => (activity ? activitySeries(activity) : []), [activity])
  const markers = useNoteMarkers({ from: activity?.from, to: activity?.to })
  return (
    <Card className="flex h-96 flex-col" aria-label="Activity">
      <CardHeader>
        <CardTitle>Row changes</CardTitle>
        <CardDescription>by table, {range.label.toLowerCase()}</CardDescription>
      </CardHeader>
      <CardContent className="min-h-0 flex-1">
        {activity ? (
          <LineChart
            label="Row changes by table"
            series={series}
            stepMs={activity.stepMs}
            variant="stacked"
            markers={markers}
            partialFrom={activity.partialFrom}
            from={activity.from}
            to={activity.to}
            timeZone={range.timeZone}
          />
        ) : error ? (
          <ErrorState error={error} onRetry={onRetry} />
        ) : (
          <Skeleton className="h-full w-full" />
        )}
      </CardContent>
    </Card>
  )
}
