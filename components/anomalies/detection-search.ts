import { type DetectionListQuery, detectionStates } from '@/lib/anomalies/detection-contract'

/** Reads `?state=&q=`; what makes no sense is as if it were not there. */
export function readDetectionSearch(search: { get(name: string): string | null }): Partial<DetectionListQuery> {
  const state = detectionStates.find((one) => one === search.get('state'))
  const q = search.get('q')
  return { limit: 1000, ...(state ? { state } : {}), ...(q ? { q } : {}) }
}
