'use client'

import { useMemo } from 'react'
import { LineChart } from '@/components/charts/line-chart'
import { useTimeZone } from '@/components/layout/clock'
import type { Anomaly } from '@/lib/anomalies/contract'
import type { FeedbackPreview } from '@/lib/anomalies/feedback-contract'

const limit = { color: 'var(--chart-axis)', dash: '4 3' }

/** The values around an anomaly, the band as it would be, and the limits as they are. */
export function FeedbackChart({ anomaly, preview }: { anomaly: Anomaly; preview: FeedbackPreview }) {
  const timeZone = useTimeZone()
  const { points, step_seconds } = preview
  const series = useMemo(() => {
    const line = (value: (point: FeedbackPreview['points'][number]) => number | null) =>
      points.map((point) => ({ timestamp: point.timestamp, value: value(point) }))
    return [
      { name: 'Value', points: line(({ value }) => value) },
      { name: 'Upper limit today', points: line(({ before }) => before.max), style: limit },
      { name: 'Lower limit today', points: line(({ before }) => before.min), style: limit },
    ]
  }, [points])
  const band = useMemo(() => points.map(({ timestamp, after }) => ({ timestamp, ...after })), [points])
  const markers = useMemo(
    () => [
      {
        from: anomaly.started_at,
        to: anomaly.ended_at ?? points.at(-1)?.timestamp,
        label: 'This anomaly',
        tone: 'destructive' as const,
      },
    ],
    [anomaly, points],
  )
  return (
    <LineChart
      label={`${anomaly.metric_name}: the expected band before and after`}
      series={series}
      stepMs={step_seconds * 1000}
      band={band}
      markers={markers}
      timeZone={timeZone}
    />
  )
}
