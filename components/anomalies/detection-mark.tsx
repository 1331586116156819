'use client'

import { useQuery } from '@tanstack/react-query'
import { useTimeZone } from '@/components/layout/clock'
import { detectionOptions } from '@/lib/anomalies/client'
import { DetectionBadge } from './detection-badge'
import { reasonIn } from './detection-words'

/** How detection stands with a metric, beside its name; leads to its card. */
export function DetectionMark({ metric }: { metric: string }) {
  const timeZone = useTimeZone()
  const { data } = useQuery(detectionOptions(metric))
  if (!data) return null
  const reason = reasonIn(data.status, timeZone)
  return (
    <a href="#detection" className="inline-flex min-h-6 items-center rounded-full">
      <span className="sr-only">Detection: </span>
      <DetectionBadge state={data.status.state} reason={reason} />
      <span className="sr-only">. {reason}</span>
    </a>
  )
}
