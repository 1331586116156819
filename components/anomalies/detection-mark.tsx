'use client'

import { useQuery } from '@tanstack/react-query'
import { detectionOptions } from '@/lib/anomalies/client'
import { DetectionBadge } from './detection-badge'

/** How detection stands with a metric, beside its name; leads to its card. */
export function DetectionMark({ metric }: { metric: string }) {
  const { data } = useQuery(detectionOptions(metric))
  if (!data) return null
  return (
    <a href="#detection" aria-label={`Detection: ${data.status.reason}`} className="inline-flex rounded-full">
      <DetectionBadge {...data.status} />
    </a>
  )
}
